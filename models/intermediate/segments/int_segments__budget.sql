-- The marketing budget, spread over the segments that have customers by the shares of the
-- playbook. Both columns are differences of rounded running totals, so that they add up exactly.
with playbook as (

    select
        segments.segment_id,
        playbook.budget_share,
        sum(playbook.budget_share) over (
            order by segments.segment_rank asc nulls last
            rows between unbounded preceding and current row
        ) / sum(playbook.budget_share) over () as share_so_far
    from {{ ref('int_segments__profile') }} as segments
    inner join {{ ref('segment_playbook') }} as playbook
        on playbook.segment_map = '{{ var("segment_map") }}'
        and segments.segment_id = playbook.segment_id

),

accumulated as (

    select
        segment_id,
        budget_share,
        cast(share_so_far as decimal(9, 6)) as share_so_far,
        cast({{ var('marketing_budget') }} * share_so_far as decimal(18, 2)) as budget_so_far
    from playbook

)

select
    segment_id,
    cast(
        share_so_far - coalesce(lag(share_so_far) over (order by share_so_far asc nulls last), 0)
        as decimal(9, 6)
    ) as budget_share,
    cast(
        budget_so_far - coalesce(lag(budget_so_far) over (order by share_so_far asc nulls last), 0)
        as decimal(18, 2)
    ) as budget
from accumulated
