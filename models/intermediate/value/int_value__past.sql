-- What naive ways know of each customer of the split.
with outcomes as (select * from {{ ref('int_value__outcomes') }}),

histories as (

    select * from {{ ref('int_value__histories') }}
    where not is_current

),

last_year as (select * from {{ ref('int_value__last_year') }})

select
    outcomes.as_of_date,
    outcomes.customer_id,
    coalesce(
        histories.repeat_orders / nullif(histories.tenure * {{ value_unit_days() }}, 0), 0
    ) as orders_per_day,
    cast(histories.revenue as double) / histories.orders as order_value,
    coalesce(last_year.orders, 0) as year_orders,
    coalesce(last_year.revenue, 0) as year_revenue,
    percent_rank() over (order by histories.recency - histories.tenure asc nulls last)
    + percent_rank() over (order by histories.orders asc nulls last)
    + percent_rank() over (order by histories.revenue asc nulls last) as rfm_weight
from outcomes
inner join histories
    on outcomes.customer_id = histories.customer_id
left join last_year
    on outcomes.customer_id = last_year.customer_id
