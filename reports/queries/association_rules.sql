-- Levels are null, and not shown, if there is only one.
with levels as (
    select unnest(list_concat(antecedent_levels, consequent_levels)) as level
    from association_rules
),

several as (
    select count(distinct level) > 1 as is_true
    from levels
)

select
    rule_rank,
    antecedent_names,
    consequent_names,
    orders,
    support,
    confidence,
    lift,
    case
        when several.is_true
            then concat(
                array_to_string(antecedent_levels, ', '),
                ' → ',
                array_to_string(consequent_levels, ', ')
            )
    end as levels
from association_rules
cross join several
where rule_rank <= 300
order by rule_rank
