{# A text without blanks around it or doubled within it; empty is null. #}
{% macro tidy(text) -%}
    nullif(trim({{ collapse_blanks(text) }}), '')
{%- endmacro %}
