{# The currency of the money columns: the var, else the dataset's own. #}
{% macro currency() %}
    {%- set own = {'online_retail': 'GBP', 'olist': 'BRL'} -%}
    {%- do return(var('currency') or own.get(dataset(), 'EUR')) -%}
{% endmacro %}
