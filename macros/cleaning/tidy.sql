{# A text without leading, trailing or double blanks; null if it is empty. #}
{% macro tidy(text) -%}
    nullif(trim({{ collapse_blanks(text) }}), '')
{%- endmacro %}
