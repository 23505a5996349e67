{#
    The last known value of a column in a group. If several values have the same time, it is the
    greatest.
#}
{% macro latest_value(column, at) -%}
    {{ return(adapter.dispatch('latest_value', 'clientele')(column, at)) }}
{%- endmacro %}

{% macro default__latest_value(column, at) -%}
    max_by({{ column }}, struct(coalesce({{ at }}, cast('0001-01-01' as timestamp)), {{ column }}))
        filter (where {{ column }} is not null)
{%- endmacro %}

{% macro duckdb__latest_value(column, at) -%}
    arg_max(
        {{ column }},
        {'at': coalesce({{ at }}, cast('0001-01-01' as timestamp)), 'value': {{ column }}}
    ) filter (where {{ column }} is not null)
{%- endmacro %}
