-- A profile of the customers of each segment, compared with all customers.
with status as (

    select * from {{ ref('int_rfm__status') }}
    where is_current

),

segments as (select * from {{ ref('int_segments') }}),

whole as (

    select
        count(*) as customers,
        sum(monetary) as revenue,
        avg(r_score) as r_score,
        avg(f_score) as f_score,
        avg(m_score) as m_score
    from status

),

grouped as (

    select
        segment_id,
        count(*) as customers,
        sum(frequency) as orders,
        sum(monetary) as revenue,
        avg(recency_days) as average_recency_days,
        avg(frequency) as average_frequency,
        avg(r_score) as r_score,
        avg(f_score) as f_score,
        avg(m_score) as m_score
    from status
    group by segment_id

)

select
    grouped.segment_id,
    segments.segment_name,
    segments.segment_rank,
    segments.description,

    cast(grouped.customers as integer) as customers,
    cast(grouped.customers / whole.customers as decimal(9, 6)) as customer_share,
    cast(grouped.orders as integer) as orders,
    cast(grouped.revenue as decimal(28, 6)) as revenue,
    cast(grouped.revenue / whole.revenue as decimal(9, 6)) as revenue_share,
    cast(grouped.revenue / grouped.orders as decimal(28, 4)) as average_order_value,
    cast(grouped.revenue / grouped.customers as decimal(28, 4)) as revenue_per_customer,

    cast(grouped.average_recency_days as decimal(18, 2)) as average_recency_days,
    cast(grouped.average_frequency as decimal(18, 2)) as average_frequency,
    cast(grouped.revenue / grouped.customers as decimal(28, 4)) as average_monetary,
    cast(100 * grouped.r_score / whole.r_score as decimal(9, 1)) as r_index,
    cast(100 * grouped.f_score / whole.f_score as decimal(9, 1)) as f_index,
    cast(100 * grouped.m_score / whole.m_score as decimal(9, 1)) as m_index
from grouped
cross join whole
inner join segments
    on grouped.segment_id = segments.segment_id
