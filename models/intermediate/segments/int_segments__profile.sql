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
    {{ rounded('grouped.customers / whole.customers', 9, 6) }} as customer_share,
    cast(grouped.orders as integer) as orders,
    cast(grouped.revenue as decimal(28, 6)) as revenue,
    {{ rounded('cast(grouped.revenue as double) / whole.revenue', 9, 6) }} as revenue_share,
    {{ rounded('cast(grouped.revenue as double) / grouped.orders', 28, 4) }} as average_order_value,
    {{ rounded('cast(grouped.revenue as double) / grouped.customers', 28, 4) }}
        as revenue_per_customer,

    {{ rounded('grouped.average_recency_days', 18, 2) }} as average_recency_days,
    {{ rounded('grouped.average_frequency', 18, 2) }} as average_frequency,
    {{ rounded('cast(grouped.revenue as double) / grouped.customers', 28, 4) }} as average_monetary,
    {{ rounded('100 * grouped.r_score / whole.r_score', 9, 1) }} as r_index,
    {{ rounded('100 * grouped.f_score / whole.f_score', 9, 1) }} as f_index,
    {{ rounded('100 * grouped.m_score / whole.m_score', 9, 1) }} as m_index
from grouped
cross join whole
inner join segments
    on grouped.segment_id = segments.segment_id
