with segments as (

    select * from {{ ref('int_segments__profile') }}

),

playbook as (

    select * from {{ ref_by_var('segment_playbook') }}
    where segment_map = '{{ var("segment_map") }}'

),

budgets as (

    select * from {{ ref('int_segments__budget') }}

),

ordered as (

    select
        segments.segment_id,
        segments.segment_name,
        segments.customers,
        segments.revenue,
        playbook.priority,
        row_number() over (
            order by
                case playbook.priority
                    when 'critical' then 1
                    when 'high' then 2
                    when 'medium' then 3
                    when 'low' then 4
                end asc nulls last,
                segments.revenue desc nulls last,
                segments.segment_id asc nulls last
        ) as priority_rank,
        playbook.{{ label('action') }} as action,
        playbook.{{ label('tactic') }} as tactic,
        budgets.budget_share,
        playbook.budget_per_customer,
        budgets.budget,
        playbook.{{ label('assumed_effect') }} as assumed_effect,
        playbook.assumed_uplift_low,
        playbook.assumed_uplift_high
    from segments
    left join playbook
        on segments.segment_id = playbook.segment_id
    left join budgets
        on segments.segment_id = budgets.segment_id

)

select
    segment_id,
    segment_name,
    priority,
    cast(priority_rank as integer) as priority_rank,
    action,
    tactic,
    budget_share,
    budget_per_customer,
    customers,
    budget,
    cast(least(customers, floor(budget / nullif(budget_per_customer, 0))) as integer)
        as customers_within_budget,
    revenue,
    assumed_effect,
    assumed_uplift_low,
    assumed_uplift_high,
    cast(revenue * (1 + assumed_uplift_low) as decimal(18, 2)) as projected_revenue_low,
    cast(revenue * (1 + assumed_uplift_high) as decimal(18, 2)) as projected_revenue_high
from ordered
order by priority_rank
