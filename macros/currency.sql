{# The currency of the money columns: the var, else the dataset's own. #}
{% macro currency() %}
    {%- do return(var('currency') or {'online_retail': 'GBP'}.get(dataset(), 'EUR')) -%}
{% endmacro %}
