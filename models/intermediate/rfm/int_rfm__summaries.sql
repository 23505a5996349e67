-- Customers who are known by a summary only. A customer with an order that counts is left out,
-- because orders say more than a summary.
with summaries as (select * from {{ ref('input__customer_summaries') }}),

registered as (select * from {{ ref('input__customers') }}),

states as (select * from {{ ref('int_orders__states') }}),

ordering as (

    select customer_id
    from states
    where customer_id is not null
    group by customer_id

)

select
    summaries.customer_id,
    summaries.recency_days,
    summaries.frequency,
    summaries.monetary,
    summaries.tenure_days,
    registered.joined_date
from summaries
left join registered
    on summaries.customer_id = registered.customer_id
left join ordering
    on summaries.customer_id = ordering.customer_id
where ordering.customer_id is null
