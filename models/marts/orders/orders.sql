with orders as (select * from {{ ref('int_orders') }}),

sequence as (select * from {{ ref('int_orders__sequence') }})

select
    orders.order_id,
    orders.customer_id,
    orders.ordered_at,
    orders.channel,
    orders.country,
    orders.line_count,
    orders.product_count,
    orders.quantity,
    orders.revenue,
    {{ margin_columns('orders', 'orders.revenue') }},
    sequence.order_number,
    sequence.days_since_previous_order,
    sequence.order_number = 1 as is_first_order
from orders
left join sequence
    on orders.order_id = sequence.order_id
order by
    orders.ordered_at,
    orders.order_id
