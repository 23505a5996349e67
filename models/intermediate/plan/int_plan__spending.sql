-- Money that stays unspent belongs to the groups whose share is larger than the cost of their
-- customers, in proportion to the excess.
with costs as (select * from {{ ref('int_plan__costs') }}),

running as (

    select
        *,
        {{ rounded(
            'cast(sum(budget) over () - sum(spend) over () as double) * sum(share_left) over ('
            ~ ' order by group_rank asc nulls last rows between unbounded preceding and current row'
            ~ ') / nullif(sum(share_left) over (), 0)',
            18, 2,
        ) }} as unspent_so_far
    from costs

)

select
    plan_by,
    group_id,
    group_rank,
    budget_share,
    budget,
    budget_per_customer,
    assumed_uplift_low,
    assumed_uplift_high,
    customers_reached,
    spend,
    cast(
        coalesce(
            unspent_so_far - lag(unspent_so_far, 1, 0) over (order by group_rank asc nulls last), 0
        ) as decimal(18, 2)
    ) as unspent,
    revenue_reached
from running
