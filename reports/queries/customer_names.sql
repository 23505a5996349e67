select
    customer_id as id,
    customer_name as name
from customers
order by revenue_rank
