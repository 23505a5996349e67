-- A chart needs about a hundred points of the Pareto curve, whatever the number of customers.
with curve as (select * from {{ ref('pareto_curve') }}),

percents as (

    select
        ceil(customer_share * 100) as customer_percent,
        max(customer_rank) as customers,
        max(cumulative_revenue_share) as cumulative_revenue_share
    from curve
    group by ceil(customer_share * 100)

)

select
    cast(customer_percent as integer) as customer_percent,
    cast(customers as integer) as customers,
    cumulative_revenue_share,
    {{ rounded('customer_percent / 100', 9, 6) }} as equal_share
from percents
order by customer_percent
