select
    order_line_id,
    order_id,
    customer_id,
    product_id,
    product_name,
    category,
    channel,
    country,
    ordered_at,
    quantity,
    unit_price,
    revenue,
    received_quantity,
    cancelled_quantity,
    cancelled_revenue
from {{ ref('int_order_lines__accepted') }}
order by
    ordered_at,
    order_line_id
