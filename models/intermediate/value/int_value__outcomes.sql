-- What the customers of the split were expected to order and to spend until the date of the run,
-- and what they did.
with scores as (

    select * from {{ ref('int_value__scores') }}
    where not is_current

),

counted as (

    select * from {{ ref('int_value__counted_orders') }}
    where is_current

),

later as (

    select
        scores.customer_id,
        count(*) as orders,
        sum(counted.revenue) as revenue
    from counted
    inner join scores
        on counted.customer_id = scores.customer_id
        and counted.ordered_on >= scores.as_of_date
    group by scores.customer_id

)

select
    scores.as_of_date,
    scores.customer_id,
    scores.repeat_orders,
    scores.expected_orders,
    scores.orders_low,
    scores.orders_high,
    scores.expected_revenue,
    scores.revenue_low,
    scores.revenue_high,
    cast(coalesce(later.orders, 0) as integer) as actual_orders,
    cast(coalesce(later.revenue, 0) as decimal(28, 6)) as actual_revenue
from scores
left join later
    on scores.customer_id = later.customer_id
