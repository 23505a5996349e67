-- The margin rate of each group. It is measured on the recent revenue of its customers whose cost
-- is known, if this is enough of their recent revenue. Otherwise it is the var margin_rate.
with members as (select * from {{ ref('int_plan__members') }}),

sums as (

    select
        plan_by,
        group_id,
        sum(recent_revenue) as recent_revenue,
        sum(recent_cost) as recent_cost,
        sum(recent_costed_revenue) as recent_costed_revenue
    from members
    group by
        plan_by,
        group_id

),

judged as (

    select
        *,
        coalesce(
            recent_costed_revenue > 0
            and recent_costed_revenue >= {{ var('margin_min_coverage') }} * recent_revenue,
            false
        ) as is_measured
    from sums

)

select
    plan_by,
    group_id,
    case
        when is_measured then {{ rounded(
            'cast(recent_costed_revenue - recent_cost as double) / recent_costed_revenue', 18, 4
        ) }}
        else cast({{ var('margin_rate') }} as decimal(18, 4))
    end as margin_rate,
    cast(case when is_measured then 'measured' else 'assumed' end as string) as margin_basis
from judged
