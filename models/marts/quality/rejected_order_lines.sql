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
    is_cancelled,
    reason,
    amount as revenue,
    netted_quantity
from {{ ref('int_order_lines__settled') }}
where reason is not null
order by
    ordered_at,
    order_line_id
