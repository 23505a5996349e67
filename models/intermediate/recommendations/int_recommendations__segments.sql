-- The last known segment of every customer, as of the date of the run and the split dates. Everyone
-- with an order has a segment on the date of the run. If all orders of a customer are cancelled,
-- only older dates have one.
with status as (select * from {{ ref('int_rfm__status') }}),

dates as (

    select * from {{ ref('int_rfm__spine') }}
    where is_current
        or is_split
        or is_choice

),

known as (

    select
        dates.as_of_date,
        dates.is_current,
        status.customer_id,
        status.segment_id,
        row_number() over (
            partition by dates.as_of_date, status.customer_id
            order by status.as_of_date desc nulls last
        ) as recency_rank
    from status
    inner join dates
        on status.as_of_date <= dates.as_of_date
    where not dates.is_current
        or status.as_of_date = dates.as_of_date

)

select
    as_of_date,
    is_current,
    customer_id,
    segment_id
from known
where recency_rank = 1
