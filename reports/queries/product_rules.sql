-- Levels are null, and not shown, if there is only one.
with levels as (
    select unnest(consequent_levels) as level
    from product_rules
),

several as (
    select count(distinct level) > 1 as is_true
    from levels
)

select
    product_id,
    product_name,
    rule_place,
    consequent_names,
    orders,
    confidence,
    lift,
    case when several.is_true then array_to_string(consequent_levels, ', ') end as levels
from product_rules
cross join several
order by product_id, rule_place
