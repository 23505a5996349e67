{# The integers from first to last, as rows for a `cross join`. #}
{% macro series(first, last, name) -%}
    {{ return(adapter.dispatch('series', 'clientele')(first, last, name)) }}
{%- endmacro %}

{% macro default__series(first, last, name) -%}
    lateral explode(sequence({{ first }}, {{ last }})) as {{ name }}_series({{ name }})
{%- endmacro %}

{% macro duckdb__series(first, last, name) -%}
    unnest(generate_series({{ first }}, {{ last }})) as {{ name }}_series({{ name }})
{%- endmacro %}
