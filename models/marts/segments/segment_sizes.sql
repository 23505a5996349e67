with history as (select * from {{ ref('segment_history') }}),

segments as (select * from {{ ref('int_segments') }}),

sizes as (

    select
        as_of_date,
        month_end,
        segment_id,
        count(*) as customers,
        sum(count(*)) over (partition by as_of_date) as all_customers,
        sum(monetary) as revenue
    from history
    group by
        as_of_date,
        month_end,
        segment_id

)

select
    sizes.as_of_date,
    sizes.month_end,
    sizes.segment_id,
    segments.segment_name,
    segments.segment_rank,
    cast(sizes.customers as integer) as customers,
    {{ rounded('sizes.customers / sizes.all_customers', 9, 6) }} as customer_share,
    cast(sizes.revenue as decimal(28, 6)) as revenue
from sizes
inner join segments
    on sizes.segment_id = segments.segment_id
order by
    sizes.as_of_date,
    segments.segment_rank
