-- Order numbers that were used again. Lines of one number that are more than order_span_days apart
-- belong to different orders. The first order keeps the number, and a later order adds its first
-- date to the number.
with lines as (select * from {{ lines_to_clean() }}),

sold as (

    select
        order_id,
        cast(ordered_at as date) as ordered_on
    from lines
    where ordered_at is not null
        and coalesce(quantity, 0) >= 0
        and coalesce(amount, 0) >= 0

),

long_orders as (

    select order_id
    from sold
    group by order_id
    having {{ days_between('min(ordered_on)', 'max(ordered_on)') }} > {{ var('order_span_days') }}

),

days as (

    select
        sold.order_id,
        sold.ordered_on
    from sold
    inner join long_orders
        on sold.order_id = long_orders.order_id
    group by
        sold.order_id,
        sold.ordered_on

),

gaps as (

    select
        order_id,
        ordered_on,
        lag(ordered_on) over (
            partition by order_id order by ordered_on asc nulls last
        ) as previous_on
    from days

)

select
    order_id as received_order_id,
    cast(concat(order_id, '@', cast(ordered_on as string)) as string) as order_id,
    ordered_on as starts_on,
    lead(ordered_on) over (partition by order_id order by ordered_on asc nulls last)
        as next_starts_on
from gaps
where {{ days_between('previous_on', 'ordered_on') }} > {{ var('order_span_days') }}
