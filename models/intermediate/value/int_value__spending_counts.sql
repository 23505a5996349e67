-- Customers with equal repeat orders and equal mean revenue, from which the model of spending is
-- fitted.
with histories as (

    select * from {{ ref('int_value__histories') }}
    where repeat_orders > 0
        and repeat_revenue > 0

),

means as (

    select
        as_of_date,
        repeat_orders as orders,
        cast(repeat_revenue as double) / repeat_orders as mean_revenue
    from histories

)

select
    as_of_date,
    orders,
    mean_revenue,
    count(*) as customers
from means
group by
    as_of_date,
    orders,
    mean_revenue
