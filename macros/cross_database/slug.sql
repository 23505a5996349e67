{#
    A text as part of a name. Small letters and digits of any script stay, and all other characters
    become an underscore.
#}
{% macro slug(text) -%}
    {{ return(adapter.dispatch('slug', 'clientele')(text)) }}
{%- endmacro %}

{% macro default__slug(text) -%}
    regexp_replace(lower({{ text }}), '[^\\p{L}\\p{N}]+', '_')
{%- endmacro %}

{% macro duckdb__slug(text) -%}
    regexp_replace(lower({{ text }}), '[^\p{L}\p{N}]+', '_', 'g')
{%- endmacro %}
