{# The quantile of a group as a double, with linear interpolation between neighbours. #}
{% macro quantile(column, fraction) -%}
    {{ return(adapter.dispatch('quantile', 'clientele')(column, fraction)) }}
{%- endmacro %}

{% macro default__quantile(column, fraction) -%}
    percentile(cast({{ column }} as double), {{ fraction }})
{%- endmacro %}

{% macro duckdb__quantile(column, fraction) -%}
    quantile_cont(cast({{ column }} as double), {{ fraction }})
{%- endmacro %}
