-- Orders and revenue of each customer in the 365 days before the split.
with counted as (

    select * from {{ ref('int_value__counted_orders') }}
    where not is_current

)

select
    customer_id,
    count(*) as orders,
    sum(revenue) as revenue
from counted
where ordered_on >= {{ add_days('as_of_date', -365) }}
group by customer_id
