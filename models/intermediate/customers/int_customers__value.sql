-- Where a customer stands in the order of revenue. Equal customers share rank and share.
with standing as (

    select * from {{ ref('int_rfm__standing') }}
    where is_current

)

select
    customer_id,
    monetary,
    cast(rank() over (order by monetary desc nulls last) as integer) as revenue_rank,
    cast(
        sum(monetary) over (
            order by monetary desc nulls last
            range between unbounded preceding and current row
        ) / sum(monetary) over ()
        as decimal(9, 6)
    ) as cumulative_revenue_share
from standing
