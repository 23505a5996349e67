-- Customers with equal repeat orders and equal mean revenue, from which the model of spending is
-- fitted. A run whose values are withheld needs no models.
with histories as (

    select * from {{ ref('int_value__histories') }}
    where repeat_orders > 0
        and repeat_revenue > 0

),

conditions as (

    select * from {{ ref('int_value__conditions') }}
    where withheld_reason is null

),

means as (

    select
        histories.as_of_date,
        histories.repeat_orders as orders,
        cast(histories.repeat_revenue as double) / histories.repeat_orders as mean_revenue
    from histories
    inner join conditions
        on histories.as_of_date = conditions.as_of_date

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
