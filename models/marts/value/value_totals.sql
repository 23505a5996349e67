with customers as (select * from {{ ref('int_value__customers') }}),

status as (select * from {{ ref('int_value__status') }}),

limits as (select * from {{ ref('int_cleaning__limits') }}),

totals as (

    select
        sum(historic_revenue) as historic_revenue,
        sum(expected_revenue) as expected_revenue,
        sum(cast(expected_orders as decimal(28, 9))) as expected_orders,
        sum(cast(probability_alive as decimal(28, 9))) as customers_alive
    from customers

)

select
    status.as_of_date,
    limits.currency,
    status.horizon_days,
    cast('{{ var("value_time_unit") }}' as string) as time_unit,
    cast('{{ var("value_same_day_orders") }}' as string) as same_day_orders,
    cast(status.history_days as integer) as history_days,
    cast(status.customers as integer) as customers,
    cast(status.repeaters as integer) as repeaters,

    cast(totals.historic_revenue as decimal(28, 6)) as historic_revenue,
    cast(totals.expected_revenue as decimal(28, 6)) as expected_revenue,
    cast(totals.expected_orders as double) as expected_orders,
    cast(totals.customers_alive as double) as customers_alive,

    status.withheld_reason,
    status.alive_reason,
    status.season_reason
from status
cross join limits
cross join totals
