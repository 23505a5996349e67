-- Customers who are known by a summary alone. Here, in int_rfm__metrics, int_customers__spend and
-- int_customers__channels, orders and summaries become one; nothing after them tells the two apart.
with summaries as (

    select * from {{ ref('input__customer_summaries') }}

),

register as (

    select * from {{ ref('input__customers') }}

),

ordering as (

    select customer_id
    from {{ ref('int_order_states') }}
    where customer_id is not null
    group by customer_id

)

select
    summaries.customer_id,
    summaries.recency_days,
    summaries.frequency,
    summaries.monetary,
    summaries.tenure_days,
    register.joined_date
from summaries
left join register
    on summaries.customer_id = register.customer_id
left join ordering
    on summaries.customer_id = ordering.customer_id
where ordering.customer_id is null
