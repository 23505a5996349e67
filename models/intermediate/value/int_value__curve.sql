-- Customers at each date, ranked by monetary, with the cumulative share of revenue.
with customers as (select * from {{ ref('int_rfm__metrics') }})

select
    as_of_date,
    customer_id,
    monetary,
    cast(row_number() over richest_first as bigint) as customer_rank,
    count(*) over of_date as customers,
    cast(sum(monetary) over richest_first as double) / sum(monetary) over of_date
        as cumulative_revenue_share,
    10 * sum(monetary) over richest_first <= 8 * sum(monetary) over of_date as is_in_top_80
from customers
window
    of_date as (partition by as_of_date),
    richest_first as (
        partition by as_of_date
        order by monetary desc nulls last, customer_id asc nulls last
        rows between unbounded preceding and current row
    )
