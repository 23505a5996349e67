{#
    The dataset that this run builds: `model` where another project hands over a model of its own,
    else the var, else the target's name. Adapters are chosen by it while the project is parsed, so
    a wrong one is refused here, before all other checks.
#}
{% macro dataset() %}
    {%- if var('order_lines_model') -%}
        {%- do return('model') -%}
    {%- endif -%}
    {%- set name = var('dataset') or target.name -%}
    {%- if name not in datasets() -%}
        {%- do exceptions.raise_compiler_error(
            'The dataset is "' ~ name ~ '", taken from '
            ~ ('the var dataset' if var('dataset') else "the target's name")
            ~ '; allowed is one of ' ~ datasets() | join(', ')
            ~ ': choose it with --target or with the var dataset, or name a model of your project'
            ~ ' with the var order_lines_model.'
        ) -%}
    {%- endif -%}
    {%- do return(name) -%}
{% endmacro %}

{# The datasets that have an adapter, a folder of models/staging. #}
{% macro datasets() %}
    {%- do return(['demo', 'online_retail', 'olist', 'customer_personality', 'custom']) -%}
{% endmacro %}
