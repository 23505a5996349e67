-- Expected orders and revenue of each customer. `orders_low` is the first number of orders that
-- leaves at least 5 % below it. `orders_high` is the first one with which the interval holds 90 %.
-- A customer who has left places no order, so `chances` weigh as much as the chance to be alive.
with chances as (select * from {{ ref('int_value__chances') }}),

limits as (

    select
        *,
        1 - 0.95 / chance_alive as low_limit
    from chances

),

lowest as (

    select
        *,
        -- Most customers have a low end of 0.
        case
            when {{ list_element('chances', '1') }} < low_limit
                then {{ count_below('chances', 'low_limit') }}
            else 0
        end as orders_low
    from limits

),

missed as (

    select
        *,
        1 - (
            0.1 - coalesce(1 - chance_alive * (1 - {{ list_element('chances', 'orders_low') }}), 0)
        ) / chance_alive as high_limit
    from lowest

),

bounded as (

    select
        *,
        coalesce({{ count_below('chances', 'high_limit') }}, 0) as orders_high
    from missed

)

select
    as_of_date,
    is_current,
    customer_id,
    repeat_orders,
    revenue,
    is_dropout_identified,
    chance_alive,
    chance_alive * orders_if_alive as expected_orders,
    cast(orders_low as integer) as orders_low,
    cast(orders_high as integer) as orders_high,
    order_value,
    cast(chance_alive * orders_if_alive * order_value as decimal(28, 6)) as expected_revenue,
    cast(orders_low * order_value as decimal(28, 6)) as revenue_low,
    cast(orders_high * order_value as decimal(28, 6)) as revenue_high,
    days_to_order
from bounded
