{{ config(
    post_hook="{{ add_extension_columns(this, ref('int_customers__profile')) }}",
) }}

with standing as (

    select * from {{ ref('int_rfm__standing') }}
    where is_current

),

profile as (

    select * from {{ ref('int_customers__profile') }}

),

habits as (

    select * from {{ ref('int_customers__habits') }}

),

value as (

    select * from {{ ref('int_customers__value') }}

),

risk as (

    select * from {{ ref('int_customers__risk') }}

),

next_order as (

    select * from {{ ref('int_customers__next_order') }}

),

clusters as (

    select * from {{ ref('customer_clusters') }}

),

segments as (

    select * from {{ ref('int_segments') }}

)

select
    standing.customer_id,
    profile.customer_name,
    profile.country,
    profile.city,
    profile.income,
    profile.birth_year,
    profile.joined_date,

    standing.first_ordered_at,
    standing.last_ordered_at,
    standing.recency_days,
    standing.frequency,
    standing.monetary,
    cast(standing.monetary / standing.frequency as decimal(18, 4)) as average_order_value,
    standing.tenure_days,
    habits.category_count,
    habits.product_count,
    habits.average_review_score,
    habits.favourite_category,
    habits.favourite_channel,

    standing.r_score,
    standing.f_score,
    standing.m_score,
    cast(concat(standing.r_score, standing.f_score, standing.m_score) as varchar) as rfm_cell,
    cast(standing.r_score + standing.f_score + standing.m_score as integer) as rfm_score,
    standing.segment_id,
    segments.segment_name,
    clusters.cluster_id,
    clusters.cluster_name,
    cast(next_order.next_score_up as varchar) as next_score_up,
    next_segments.segment_name as next_segment_name,

    risk.rhythm_days,
    risk.overdue_share,
    risk.risk_score,
    value.revenue_rank,
    value.cumulative_revenue_share,

    standing.is_active,
    standing.is_high_value,
    standing.is_high_value_at_risk,
    standing.is_opportunity
from standing
inner join profile
    on standing.customer_id = profile.customer_id
inner join habits
    on standing.customer_id = habits.customer_id
inner join value
    on standing.customer_id = value.customer_id
inner join risk
    on standing.customer_id = risk.customer_id
inner join next_order
    on standing.customer_id = next_order.customer_id
inner join clusters
    on standing.customer_id = clusters.customer_id
inner join segments
    on standing.segment_id = segments.segment_id
inner join segments as next_segments
    on next_order.next_segment_id = next_segments.segment_id
order by
    value.revenue_rank,
    standing.customer_id
