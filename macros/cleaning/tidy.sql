{# A text without leading, trailing or double blanks; null if it is empty. #}
{% macro tidy(text) -%}
    nullif({{ trimmed(collapse_blanks(text)) }}, '')
{%- endmacro %}
