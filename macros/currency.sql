{# The currency of the money columns: the var, else the dataset's own. #}
{% macro currency() %}
    {%- do return(var('currency') or {'online_retail': 'GBP', 'olist': 'BRL'}.get(dataset(), 'EUR')) -%}
{% endmacro %}
