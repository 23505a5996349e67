{#
    The value of a var that may differ by dataset. If the value is a map, it is the entry of this
    dataset, otherwise the entry `default`. Any other value applies to every dataset.
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
