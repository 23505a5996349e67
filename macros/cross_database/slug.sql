{# A text as part of a name: small letters and digits of any script, all else an underscore. #}
{% macro slug(text) -%}
    {{ return(adapter.dispatch('slug', 'clientele')(text)) }}
{%- endmacro %}

{% macro default__slug(text) -%}
    regexp_replace(lower({{ text }}), '[^\p{L}\p{N}]+', '_')
{%- endmacro %}

{% macro duckdb__slug(text) -%}
    regexp_replace(lower({{ text }}), '[^\p{L}\p{N}]+', '_', 'g')
{%- endmacro %}
