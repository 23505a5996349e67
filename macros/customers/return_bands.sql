{#
    CTEs recency_bands and frequency_bands: each value of a CTE that has recency_days and frequency,
    with its band. Few values occur, so customers are joined by equal values and not compared with
    each band. They read the CTE return_bands.
#}
{% macro return_band_ctes(customers) -%}
    {%- for metric, value in {'recency': 'recency_days', 'frequency': 'frequency'}.items() -%}
    {{ metric }}_bands as (

    select
        found.{{ value }},
        return_bands.band
    from (select distinct {{ value }} from {{ customers }}) as found
    inner join return_bands
        on return_bands.metric = '{{ metric }}'
        and found.{{ value }} >= return_bands.lowest
        and coalesce(found.{{ value }} <= return_bands.highest, true)

){{ ',\n\n' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{#
    How often the windows of `return_days` days after consecutive month ends hold the same order.
    Counts are divided by it before an interval is computed, because overlapping windows are not
    independent.
#}
{% macro window_overlap() -%}
    {{ [1, var('return_days') / 30] | max }}
{%- endmacro %}

{#
    The lower or upper bound of the 95 % Wilson interval of a rate that was observed on a number of
    customers.
#}
{% macro wilson_bound(rate, number, sign) -%}
    {#- The square of a decimal would overflow with a few ten thousand customers. -#}
    {%- set number = 'cast(' ~ number ~ ' as double)' -%}
    cast(
        (
            {{ rate }} + 1.9208 / {{ number }}
            {{ sign }} 1.96 * sqrt(
                {{ rate }} * (1 - {{ rate }}) / {{ number }}
                + 0.9604 / ({{ number }} * {{ number }})
            )
        ) / (1 + 3.8416 / {{ number }})
        as decimal(9, 6)
    )
{%- endmacro %}
