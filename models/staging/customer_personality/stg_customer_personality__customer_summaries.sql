{{ config(enabled=dataset() == 'customer_personality') }}

-- Who spent something has bought at least once. How long they have been customers follows from
-- joined_date and as_of_date.
select
    customer_id,
    recency_days,
    case when is_without_purchases then 1 else purchases end as frequency,
    monetary,
    cast(null as integer) as tenure_days
from {{ ref('stg_customer_personality__judged') }}
