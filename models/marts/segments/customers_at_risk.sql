with customers as (

    select * from {{ ref('customers') }}
    where is_high_value_at_risk
        or (is_high_value and recency_days >= {{ var('slipping_rhythms') }} * rhythm_days)

),

actions as (select * from {{ ref('segment_actions') }}),

grouped as (

    select
        *,
        recency_days > {{ var('long_gone_days') }} as is_long_gone
    from customers

)

select
    cast(row_number() over (
        order by
            grouped.is_long_gone asc nulls last,
            grouped.revenue_to_save desc nulls last,
            grouped.yearly_revenue desc nulls last,
            grouped.customer_id asc nulls last
    ) as integer) as risk_rank,
    cast(
        case when grouped.is_long_gone then 'long_gone' else 'slipping_now' end as string
    ) as silence,
    grouped.customer_id,
    grouped.customer_name,
    grouped.country,
    grouped.segment_name,
    grouped.monetary,
    grouped.yearly_revenue,
    grouped.recency_days,
    grouped.rhythm_days,
    grouped.chance_to_return,
    grouped.revenue_to_save,
    grouped.risk_score,
    actions.action as recommended_action
from grouped
left join actions
    on grouped.segment_id = actions.segment_id
order by risk_rank
