{# Currency of the money columns. It is the var, otherwise the currency of the dataset. #}
{% macro currency() %}
    {%- set own = {'online_retail': 'GBP', 'olist': 'BRL'} -%}
    {%- do return(var('currency') or own.get(dataset(), 'EUR')) -%}
{% endmacro %}
