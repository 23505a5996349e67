select
    order_id,
    customer_id,
    ordered_at,
    channel,
    country,
    line_count,
    product_count,
    quantity,
    revenue
from {{ ref('int_orders') }}
order by
    ordered_at,
    order_id
