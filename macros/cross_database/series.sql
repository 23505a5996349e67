{# The whole numbers from first to last, as rows to `cross join` with. #}
{% macro series(first, last, name) -%}
    {{ return(adapter.dispatch('series', 'clientele')(first, last, name)) }}
{%- endmacro %}

{% macro default__series(first, last, name) -%}
    lateral explode(sequence({{ first }}, {{ last }})) as {{ name }}_series({{ name }})
{%- endmacro %}

{% macro duckdb__series(first, last, name) -%}
    unnest(generate_series({{ first }}, {{ last }})) as {{ name }}_series({{ name }})
{%- endmacro %}
