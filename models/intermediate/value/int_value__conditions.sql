-- Whether the data of a run can carry expected values. The first condition that fails is the reason
-- why they are withheld.
with runs as (select * from {{ ref('int_value__runs') }}),

counted as (select * from {{ ref('int_value__counted_orders') }}),

histories as (select * from {{ ref('int_value__histories') }}),

last_orders as (

    select
        as_of_date,
        max(ordered_on) as last_ordered_on
    from counted
    group by as_of_date

),

customers as (

    select
        as_of_date,
        count(*) as customers,
        sum(case when repeat_orders > 0 then 1 else 0 end) as repeaters
    from histories
    group by as_of_date

)

select
    runs.as_of_date,
    runs.is_current,
    runs.horizon_days,
    runs.history_days,
    cast(customers.customers as integer) as customers,
    cast(customers.repeaters as integer) as repeaters,
    cast(
        case
            when customers.customers < {{ var('value_min_customers') }} then 'too_few_customers'
            when runs.history_days < {{ var('value_min_history_days') }} then 'history_too_short'
            when customers.repeaters < {{ var('value_min_repeaters') }} then 'too_few_repeaters'
            when {{ days_between('last_orders.last_ordered_on', 'runs.as_of_date') }}
                > {{ var('value_max_silence_days') }} then 'no_recent_orders'
        end as string
    ) as withheld_reason,
    cast(
        case
            when runs.history_days < 365 then 'season_unknown'
            when runs.horizon_days < 365 then 'season_partial'
        end as string
    ) as season_reason
from runs
inner join customers
    on runs.as_of_date = customers.as_of_date
inner join last_orders
    on runs.as_of_date = last_orders.as_of_date
