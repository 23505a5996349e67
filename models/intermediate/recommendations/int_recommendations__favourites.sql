-- Every item for every segment, and for all customers ('' as the segment). Items that many
-- customers of the segment bought and that sell now come first. Items that none of them bought come
-- last.
with purchases as (select * from {{ ref('int_recommendations__purchases') }}),

segments as (select * from {{ ref('int_recommendations__segments') }}),

items as (select * from {{ ref('int_recommendations__items') }}),

dates as (

    select * from {{ ref('int_rfm__spine') }}
    where is_current
        or is_split
        or is_choice

),

buyers as (

    select
        purchases.as_of_date,
        segments.segment_id,
        purchases.item_code,
        count(*) as customers
    from purchases
    inner join segments
        on purchases.as_of_date = segments.as_of_date
        and purchases.customer_id = segments.customer_id
    group by
        purchases.as_of_date,
        segments.segment_id,
        purchases.item_code

),

audiences as (

    select distinct
        as_of_date,
        is_current,
        segment_id
    from segments

    union all

    select
        as_of_date,
        is_current,
        '' as segment_id
    from dates

),

offered as (

    select
        audiences.as_of_date,
        audiences.is_current,
        audiences.segment_id,
        items.item_code,
        items.orders,
        items.recent_orders,
        case
            when audiences.segment_id = '' then items.orders
            else coalesce(buyers.customers, 0)
        end as appeal
    from audiences
    inner join items
        on audiences.as_of_date = items.as_of_date
    left join buyers
        on audiences.as_of_date = buyers.as_of_date
        and audiences.segment_id = buyers.segment_id
        and items.item_code = buyers.item_code

)

select
    as_of_date,
    is_current,
    segment_id,
    item_code,
    cast(row_number() over (
        partition by as_of_date, segment_id
        order by
            appeal * sqrt(cast(recent_orders as double)) desc nulls last,
            appeal desc nulls last,
            orders desc nulls last,
            item_code asc nulls last
    ) as integer) as favourite_rank
from offered
