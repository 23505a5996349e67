select
    *,
    strftime(first_ordered_at, '%Y-%m-%d') as first_order,
    strftime(last_ordered_at, '%Y-%m-%d') as last_order
from customers
order by revenue_rank
