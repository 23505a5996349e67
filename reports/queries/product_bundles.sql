-- Levels are null, and not shown, if there is only one.
with levels as (
    select unnest(item_levels) as level
    from product_bundles
),

several as (
    select count(distinct level) > 1 as is_true
    from levels
)

select
    bundle_rank,
    item_names,
    orders,
    support,
    highest_confidence,
    highest_lift,
    case when several.is_true then array_to_string(item_levels, ', ') end as levels
from product_bundles
cross join several
where bundle_rank <= 300
order by bundle_rank
