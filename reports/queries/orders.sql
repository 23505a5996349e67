select
    customer_id,
    order_id,
    strftime(ordered_at, '%Y-%m-%d') as ordered_on,
    product_count,
    quantity,
    revenue,
    margin,
    cost_coverage
from orders
where customer_id is not null
order by customer_id, ordered_at desc, order_id
