select
    customer_id,
    reorder_rank,
    product_name,
    times_bought,
    median_gap_days,
    strftime(last_bought_on, '%Y-%m-%d') as last_bought_on,
    strftime(due_date, '%Y-%m-%d') as due_date,
    is_due
from customer_reorders
where due_date is not null
order by customer_id, is_due desc, reorder_rank
