-- What is recommended by a rule is a rule of association_rules, with the lift and confidence that
-- stand there; and every rule from one item to another is one that is recommended by.
with rules as (

    select
        antecedents.item as antecedent,
        consequents.item as consequent,
        rules.confidence,
        rules.lift
    from {{ ref('int_recommendations__rules') }} as rules
    inner join {{ ref('int_baskets__items') }} as antecedents
        on rules.antecedent_code = antecedents.item_code
    inner join {{ ref('int_baskets__items') }} as consequents
        on rules.consequent_code = consequents.item_code
    where rules.is_current

),

published as (

    select
        antecedents[1] as antecedent,
        consequents[1] as consequent,
        confidence,
        lift
    from {{ ref('association_rules') }}
    where len(antecedents) = 1
        and len(consequents) = 1

)

select concat(
    coalesce(rules.antecedent, published.antecedent), ' → ',
    coalesce(rules.consequent, published.consequent), ' has confidence ', rules.confidence,
    ' in recommendations, ', published.confidence, ' in association_rules'
) as problem
from rules
full outer join published
    on rules.antecedent = published.antecedent
    and rules.consequent = published.consequent
where rules.antecedent is null
    or published.antecedent is null
    or abs(rules.confidence - published.confidence) > 1e-12
    or abs(rules.lift - published.lift) > 1e-9 * published.lift
