{#
    The adapters of models/staging, with the relations of the input contract that each provides as
    stg_<dataset>__<relation>. A new dataset needs an entry here, a target in profiles.yml, and its
    own folder.
#}
{% macro adapters() %}
    {%- do return({
        'demo': ['order_lines', 'customers', 'reviews'],
        'online_retail': ['order_lines'],
        'olist': ['order_lines', 'customers', 'reviews'],
        'customer_personality': [
            'customers', 'customer_summaries', 'customer_spend', 'customer_channels', 'findings',
        ],
        'custom': ['order_lines', 'customers', 'findings'],
    }) -%}
{% endmacro %}

{#
    Whether the lines of this dataset may come without ids. The input model makes the ids from what
    the lines hold, for the lines that it reads only, because a digest of a line takes long.
#}
{% macro has_lines_without_ids() %}
    {%- do return(dataset() == 'custom') -%}
{% endmacro %}

{#
    The relation that an input model reads. It is the model that another project provides, otherwise
    the one of the dataset's adapter. None if the source does not have it.
#}
{% macro adapter_relation(relation) %}
    {%- if relation in handed_over_columns() and var(relation ~ '_model') -%}
        {%- do return(handed_over(relation)) -%}
    {%- elif relation in adapters().get(dataset(), []) -%}
        {%- do return(ref('stg_' ~ dataset() ~ '__' ~ relation)) -%}
    {%- endif -%}
    {%- do return(none) -%}
{% endmacro %}
