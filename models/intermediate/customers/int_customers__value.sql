-- The rank of each customer by revenue. Equal customers share a rank and a cumulative share.
with status as (

    select * from {{ ref('int_rfm__status') }}
    where is_current

)

select
    customer_id,
    monetary,
    cast(rank() over (order by monetary desc nulls last) as integer) as revenue_rank,
    {{ rounded(
        'cast(sum(monetary) over ('
        ~ ' order by monetary desc nulls last range between unbounded preceding and current row'
        ~ ') as double) / sum(monetary) over ()',
        9, 6,
    ) }} as cumulative_revenue_share
from status
