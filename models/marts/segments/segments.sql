with profile as (select * from {{ ref('int_segments__profile') }}),

status as (

    select * from {{ ref('int_rfm__status') }}
    where is_current

),

value as (select * from {{ ref('int_value__customers') }}),

costs as (select * from {{ ref('int_orders__customer_costs') }}),

sums as (

    select
        status.segment_id,
        sum(value.expected_revenue) as expected_revenue,
        sum(costs.cost) as cost,
        sum(costs.costed_revenue) as costed_revenue
    from status
    inner join value
        on status.customer_id = value.customer_id
    left join costs
        on status.customer_id = costs.customer_id
    group by status.segment_id

)

select
    profile.segment_id,
    profile.segment_name,
    profile.segment_rank,
    profile.description,

    profile.customers,
    profile.customer_share,
    profile.orders,
    profile.revenue,
    profile.revenue_share,
    {{ margin_columns('sums', 'profile.revenue') }},
    profile.average_order_value,
    profile.revenue_per_customer,
    cast(sums.expected_revenue as decimal(28, 6)) as expected_revenue,

    profile.average_recency_days,
    profile.average_frequency,
    profile.average_monetary,
    profile.r_index,
    profile.f_index,
    profile.m_index
from profile
left join sums
    on profile.segment_id = sums.segment_id
order by profile.segment_rank
