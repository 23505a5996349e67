-- The orders of each customer in order of time. Orders of one moment are in the order of their ids.
with orders as (

    select * from {{ ref('int_orders') }}
    where customer_id is not null

),

numbered as (

    select
        order_id,
        customer_id,
        ordered_at,
        revenue,
        cost,
        costed_revenue,
        row_number() over by_time as order_number,
        lag(ordered_at) over by_time as previous_ordered_at,
        min(ordered_at) over (partition by customer_id) as first_ordered_at
    from orders
    window by_time as (
        partition by customer_id
        order by ordered_at asc nulls last, order_id asc nulls last
    )

)

select
    order_id,
    customer_id,
    ordered_at,
    first_ordered_at,
    revenue,
    cost,
    costed_revenue,
    cast(order_number as integer) as order_number,
    cast({{ days_between('previous_ordered_at', 'ordered_at') }} as integer)
        as days_since_previous_order
from numbered
