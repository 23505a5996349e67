{# A text as part of a name: small letters and digits, all else an underscore. #}
{% macro slug(text) -%}
    {{ return(adapter.dispatch('slug', 'clientele')(text)) }}
{%- endmacro %}

{% macro default__slug(text) -%}
    regexp_replace(lower({{ text }}), '[^a-z0-9]+', '_')
{%- endmacro %}

{% macro duckdb__slug(text) -%}
    regexp_replace(lower({{ text }}), '[^a-z0-9]+', '_', 'g')
{%- endmacro %}
