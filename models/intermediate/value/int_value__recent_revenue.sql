-- Revenue of each customer in the last plan_revenue_days days, from which a plan expects its gains,
-- and its cost as far as it is known.
-- A summary has no dates of orders. It counts with the revenue of an average period of its tenure,
-- and with 0 if the last order is older.
{%- set days = var('plan_revenue_days') %}
with metrics as (

    select * from {{ ref('int_rfm__metrics') }}
    where is_current

),

customer_orders as (

    select * from {{ ref('int_orders') }}
    where customer_id is not null

),

dates as (

    select * from {{ ref('int_rfm__spine') }}
    where is_current

),

ordered as (

    select
        customer_orders.customer_id,
        sum(customer_orders.revenue) as revenue,
        sum(customer_orders.cost) as cost,
        sum(customer_orders.costed_revenue) as costed_revenue
    from customer_orders
    cross join dates
    where customer_orders.ordered_at >= cast({{ add_days('dates.as_of_date', -days) }} as timestamp)
        and customer_orders.ordered_at < cast(dates.as_of_date as timestamp)
    group by customer_orders.customer_id

)

select
    metrics.customer_id,
    cast(
        case
            when metrics.first_ordered_at is not null then coalesce(ordered.revenue, 0)
            when metrics.recency_days > {{ days }} then 0
            else {{ rounded(
                'cast(metrics.monetary as double) / greatest(metrics.tenure_days, ' ~ days ~ ') * '
                ~ days,
                28, 6,
            ) }}
        end as decimal(28, 6)
    ) as recent_revenue,
    cast(ordered.cost as decimal(28, 6)) as recent_cost,
    cast(ordered.costed_revenue as decimal(28, 6)) as recent_costed_revenue
from metrics
left join ordered
    on metrics.customer_id = ordered.customer_id
