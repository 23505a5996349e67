select
    order_lines.customer_id,
    strftime(order_lines.ordered_at, '%Y-%m-%d') as ordered_on,
    order_lines.order_id,
    products.product_name,
    order_lines.quantity,
    order_lines.revenue,
    order_lines.margin
from order_lines
inner join products
    on order_lines.product_id = products.product_id
where order_lines.customer_id is not null
order by order_lines.customer_id, order_lines.ordered_at desc, order_lines.order_line_id
