{#
    The mean of decimals in a group as a double. Their sum is exact. Spark's avg would be a decimal,
    DuckDB's a double.
#}
{% macro exact_mean(value) -%}
    cast(sum({{ value }}) as double) / nullif(count({{ value }}), 0)
{%- endmacro %}
