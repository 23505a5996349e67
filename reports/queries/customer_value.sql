select
    customer_value.value_rank,
    customer_value.customer_id,
    customers.customer_name,
    customers.segment_name,
    customer_value.expected_orders,
    customer_value.expected_revenue,
    customer_value.expected_revenue_low,
    customer_value.expected_revenue_high,
    customer_value.expected_margin,
    customer_value.historic_revenue,
    customer_value.probability_alive,
    strftime(customer_value.next_order_expected_at, '%Y-%m-%d') as next_order_on,
    '/customers#' || url_encode(customer_value.customer_id) as link
from customer_value
inner join customers
    on customer_value.customer_id = customers.customer_id
where customer_value.value_rank <= 300
order by customer_value.value_rank
