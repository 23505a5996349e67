{#
    A double as text in the form of DuckDB. Spark writes numbers below 0.001 and from 10 million on
    with an exponent. For numbers that DuckDB writes with one too, the form differs.
#}
{% macro double_text(number) -%}
    {{ return(adapter.dispatch('double_text', 'clientele')(number)) }}
{%- endmacro %}

{% macro default__double_text(number) -%}
    case
            when abs({{ number }}) >= 1e-4 and abs({{ number }}) < 1e-3
                or abs({{ number }}) >= 1e7 and abs({{ number }}) < 1e16
                then regexp_replace(
                    cast(cast(cast({{ number }} as string) as decimal(38, 21)) as string),
                    '(?<=[.][0-9])0+$|(?<=[1-9])0+$', ''
                )
            else cast({{ number }} as string)
        end
{%- endmacro %}

{% macro duckdb__double_text(number) -%}
    cast({{ number }} as string)
{%- endmacro %}
