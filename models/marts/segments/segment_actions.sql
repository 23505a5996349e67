with segments as (select * from {{ ref('int_segments__profile') }}),

playbook as (

    select * from {{ ref_by_var('segment_playbook') }}
    where segment_map = '{{ var("segment_map") }}'

),

words as (

    select * from {{ ref_by_var('segment_words') }}
    where segment_map = '{{ var("segment_map") }}'
        and language = '{{ var("language") }}'

),

plan as (

    select * from {{ ref('int_plan__groups') }}
    where plan_by = 'segments'

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
        words.action,
        words.tactic,
        words.assumed_effect
    from segments
    left join playbook
        on segments.segment_id = playbook.segment_id
    left join words
        on segments.segment_id = words.segment_id

)

select
    ordered.segment_id,
    ordered.segment_name,
    ordered.priority,
    cast(ordered.priority_rank as integer) as priority_rank,
    ordered.action,
    ordered.tactic,
    ordered.customers,
    ordered.revenue,

    plan.budget_share,
    plan.budget,
    plan.budget_per_customer,
    plan.customers_reached,
    plan.spend,
    plan.unspent,
    plan.budget_moved,

    ordered.assumed_effect,
    {{ plan_effects('plan') }}
from ordered
left join plan
    on ordered.segment_id = plan.group_id
order by priority_rank
