{# Runs of white space become one blank. #}
{% macro collapse_blanks(text) -%}
    {{ return(adapter.dispatch('collapse_blanks', 'clientele')(text)) }}
{%- endmacro %}

{% macro default__collapse_blanks(text) -%}
    regexp_replace({{ text }}, '\\s+', ' ')
{%- endmacro %}

{% macro duckdb__collapse_blanks(text) -%}
    regexp_replace({{ text }}, '\s+', ' ', 'g')
{%- endmacro %}
