{{ config(enabled=dataset() == 'customer_personality') }}

with customers as (select * from {{ ref('stg_customer_personality__judged') }})

select
    customer_id,
    recency_days,
    -- A customer with spending has made at least one purchase.
    case when is_without_purchases then 1 else purchases end as frequency,
    monetary,
    -- The input model derives it from joined_date and as_of_date.
    cast(null as integer) as tenure_days
from customers
