{# A text without leading and trailing blanks of any script. Spark's trim removes U+0020 alone. #}
{% macro trimmed(text) -%}
    {{ return(adapter.dispatch('trimmed', 'clientele')(text)) }}
{%- endmacro %}

{% macro default__trimmed(text) -%}
    regexp_replace({{ text }}, '^\\p{Zs}+|\\p{Zs}+$', '')
{%- endmacro %}

{% macro duckdb__trimmed(text) -%}
    trim({{ text }})
{%- endmacro %}
