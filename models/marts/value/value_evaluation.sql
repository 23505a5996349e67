with errors as (select * from {{ ref('int_value__errors') }}),

conditions as (

    select * from {{ ref('int_value__conditions') }}
    where not is_current

),

spreads as (

    select
        *,
        customers * cast(predicted_squares as double)
        - cast(predicted_parts as double) * cast(predicted_parts as double) as predicted_spread,
        customers * cast(actual_squares as double)
        - cast(actual_parts as double) * cast(actual_parts as double) as actual_spread,
        customers * cast(products as double)
        - cast(predicted_parts as double) * cast(actual_parts as double) as common_spread
    from errors

)

select
    cast(spreads.measure as string) as measure,
    cast(spreads.way as string) as way,
    conditions.as_of_date as split_date,
    conditions.horizon_days,
    cast(spreads.customers as integer) as observed_customers,

    cast(spreads.predicted as decimal(28, 6)) as predicted_total,
    cast(spreads.actual as decimal(28, 6)) as actual_total,
    {{ rounded('cast(spreads.missed as double) / spreads.customers', 28, 6) }}
        as mean_absolute_error,
    {{ rounded('cast(spreads.predicted as double) / nullif(spreads.actual, 0) - 1', 28, 6) }}
        as total_bias,
    cast(
        case
            when spreads.way <> 'mean'
                and spreads.predicted_spread > 0
                and spreads.actual_spread > 0
                then spreads.common_spread
                    / sqrt(spreads.predicted_spread * spreads.actual_spread)
        end as decimal(9, 6)
    ) as correlation,
    {{ rounded('spreads.top_found / nullif(floor(spreads.customers / 10), 0)', 9, 6) }}
        as top_decile_share,
    {{ rounded('spreads.in_interval / spreads.customers', 9, 6) }} as interval_share,
    conditions.season_reason
from spreads
cross join conditions
order by
    measure,
    mean_absolute_error,
    way
