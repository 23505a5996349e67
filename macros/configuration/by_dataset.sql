{#
    The value of a var that may differ by dataset. Where it is a map, it is the entry of this
    dataset, else the one called default; any other value counts for every dataset.
#}
{% macro by_dataset(name) %}
    {%- set value = var(name) -%}
    {%- if value is mapping -%}
        {%- do return(value.get(dataset(), value.get('default'))) -%}
    {%- endif -%}
    {%- do return(value) -%}
{% endmacro %}

{# The vars that may be such a map. #}
{% macro vars_by_dataset() %}
    {%- do return(['cluster_features', 'cluster_scaler', 'cluster_count']) -%}
{% endmacro %}
