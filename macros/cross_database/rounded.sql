{#
    A double as a decimal, rounded half away from zero. DuckDB rounds the double times a power of
    ten. Spark would round its shortest text, and the two differ where a digit 5 follows the last
    digit, as in 41 / 640. So all engines multiply first.
#}
{% macro rounded(value, precision, scale) -%}
    {{ return(adapter.dispatch('rounded', 'clientele')(value, precision, scale)) }}
{%- endmacro %}

{% macro default__rounded(value, precision, scale) -%}
    cast(
        cast(({{ value }}) * 1e{{ scale }} as decimal({{ precision }}, 0)) / 1{{ '0' * scale }}BD
        as decimal({{ precision }}, {{ scale }})
    )
{%- endmacro %}

{% macro duckdb__rounded(value, precision, scale) -%}
    cast({{ value }} as decimal({{ precision }}, {{ scale }}))
{%- endmacro %}
