{{ config(post_hook="{{ add_extension_columns(this, ref('int_customers__profile')) }}") }}

with status as (

    select * from {{ ref('int_rfm__status') }}
    where is_current

),

profile as (select * from {{ ref('int_customers__profile') }}),

habits as (select * from {{ ref('int_customers__habits') }}),

value as (select * from {{ ref('int_customers__value') }}),

rhythm as (select * from {{ ref('int_customers__rhythm') }}),

expected as (select * from {{ ref('int_value__customers') }}),

costs as (select * from {{ ref('int_orders__customer_costs') }}),

risk as (select * from {{ ref('int_customers__risk') }}),

next_order as (select * from {{ ref('int_customers__next_order') }}),

clusters as (select * from {{ ref('int_clustering__members') }}),

segments as (select * from {{ ref('int_segments') }})

select
    status.customer_id,
    profile.customer_name,
    profile.country,
    profile.city,
    profile.income,
    profile.birth_year,
    profile.joined_date,

    status.first_ordered_at,
    status.last_ordered_at,
    status.recency_days,
    status.frequency,
    status.monetary,
    {{ margin_columns('costs', 'status.monetary') }},
    {{ rounded('cast(status.monetary as double) / status.frequency', 28, 4) }}
        as average_order_value,
    status.tenure_days,
    habits.category_count,
    habits.product_count,
    habits.average_review_score,
    habits.favourite_category,
    habits.favourite_channel,

    status.r_score,
    status.f_score,
    status.m_score,
    cast(concat(status.r_score, status.f_score, status.m_score) as string) as rfm_cell,
    cast(status.r_score + status.f_score + status.m_score as integer) as rfm_score,
    status.segment_id,
    segments.segment_name,
    clusters.cluster_id,
    clusters.cluster_name,
    cast(next_order.next_score_up as string) as next_score_up,
    next_segments.segment_name as next_segment_name,

    risk.rhythm_days,
    case
        when rhythm.has_own_rhythm then {{ add_days(
            'status.last_ordered_at', 'cast(round(rhythm.rhythm_days) as integer)'
        ) }}
    end as next_order_expected_at,
    risk.overdue_share,
    risk.chance_to_return,
    risk.yearly_revenue,
    risk.revenue_to_save,
    risk.risk_score,
    expected.probability_alive,
    expected.expected_revenue,
    value.revenue_rank,
    value.cumulative_revenue_share,

    status.is_active,
    status.is_high_value,
    status.is_high_value_at_risk,
    status.is_opportunity
from status
inner join profile
    on status.customer_id = profile.customer_id
inner join habits
    on status.customer_id = habits.customer_id
inner join value
    on status.customer_id = value.customer_id
inner join rhythm
    on status.customer_id = rhythm.customer_id
left join costs
    on status.customer_id = costs.customer_id
inner join risk
    on status.customer_id = risk.customer_id
inner join expected
    on status.customer_id = expected.customer_id
inner join next_order
    on status.customer_id = next_order.customer_id
inner join clusters
    on status.customer_id = clusters.customer_id
inner join segments
    on status.segment_id = segments.segment_id
left join segments as next_segments
    on next_order.next_segment_id = next_segments.segment_id
order by
    value.revenue_rank,
    status.customer_id
