-- Recommendations use exactly the rules from one item to one other item, whether they are published
-- or not, with the same confidence and lift. A failure means that recommendations and published
-- rules contradict each other.
with recommended as (

    select * from {{ ref('int_recommendations__rules') }}
    where is_current

),

finest as (

    select * from {{ ref('int_baskets__items') }}
    where item_level = '{{ finest_level() }}'

),

rules as (

    select
        {{ list_element('antecedent_codes', '1') }} as antecedent_code,
        {{ list_element('consequent_codes', '1') }} as consequent_code,
        confidence,
        lift
    from {{ ref('int_baskets__rules') }}
    where item_count = 2
        and {{ list_element('antecedent_codes', '1') }} in (select finest.item_code from finest)
        and {{ list_element('consequent_codes', '1') }} in (select finest.item_code from finest)

)

select concat(
    'item ', coalesce(recommended.antecedent_code, rules.antecedent_code), ' → ',
    coalesce(recommended.consequent_code, rules.consequent_code), ' has confidence ',
    recommended.confidence, ' in recommendations, ', rules.confidence, ' among the rules'
) as problem
from recommended
full outer join rules
    on recommended.antecedent_code = rules.antecedent_code
    and recommended.consequent_code = rules.consequent_code
where recommended.antecedent_code is null
    or rules.antecedent_code is null
    or abs(recommended.confidence - rules.confidence) > 1e-12
    or abs(recommended.lift - rules.lift) > 1e-9 * rules.lift
