{# The integers from first to last, as rows for a `cross join`. #}
{% macro series(first, last, name) -%}
    {{ return(adapter.dispatch('series', 'clientele')(first, last, name)) }}
{%- endmacro %}

{# Without the condition, Spark counts down if the last integer is less than the first. #}
{% macro default__series(first, last, name) -%}
    lateral explode(case
        when {{ last }} >= {{ first }}
            then sequence(cast({{ first }} as bigint), cast({{ last }} as bigint))
    end) as {{ name }}_series({{ name }})
{%- endmacro %}

{% macro duckdb__series(first, last, name) -%}
    unnest(generate_series({{ first }}, {{ last }})) as {{ name }}_series({{ name }})
{%- endmacro %}
