with sizes as (

    select
        as_of_date,
        segment_id,
        count(*) as customers,
        sum(monetary) as revenue
    from {{ ref('segment_history') }}
    group by
        as_of_date,
        segment_id

),

totals as (

    select
        as_of_date,
        sum(customers) as customers
    from sizes
    group by as_of_date

)

select
    sizes.as_of_date,
    sizes.segment_id,
    segments.segment_name,
    segments.segment_rank,
    cast(sizes.customers as integer) as customers,
    cast(sizes.customers / totals.customers as decimal(9, 6)) as customer_share,
    cast(sizes.revenue as decimal(18, 4)) as revenue
from sizes
inner join totals
    on sizes.as_of_date = totals.as_of_date
inner join {{ ref('int_segments') }} as segments
    on sizes.segment_id = segments.segment_id
order by
    sizes.as_of_date,
    segments.segment_rank
