-- Each item once, by the strongest of the rules that lead to it. Rules are numbered by strength, so
-- that the strongest is the least of whole numbers, which is quick and never a tie.
with led_to as (

    select
        cases.case_id,
        rules.consequent_code as item_code,
        min(rules.rule_number) as rule_number
    from {{ ref('int_recommendations__cases') }} as cases
    inner join {{ ref('int_recommendations__known') }} as known
        on cases.case_id = known.case_id
        and known.is_evidence
    inner join {{ ref('int_recommendations__rules') }} as rules
        on cases.as_of_date = rules.as_of_date
        and known.item_code = rules.antecedent_code
    group by
        cases.case_id,
        rules.consequent_code

),

scored as (

    select
        led_to.case_id,
        led_to.item_code,
        led_to.rule_number,
        rules.antecedent_code,
        rules.confidence,
        rules.lift,
        rules.strength
        * case when cases.task in ('today', 'next_basket') then rules.demand else 1 end
        * {{ repeat_weight('coalesce(known.times_bought, 0)') }} as score
    from led_to
    inner join {{ ref('int_recommendations__cases') }} as cases
        on led_to.case_id = cases.case_id
    inner join {{ ref('int_recommendations__rules') }} as rules
        on led_to.rule_number = rules.rule_number
    left join {{ ref('int_recommendations__known') }} as known
        on led_to.case_id = known.case_id
        and led_to.item_code = known.item_code
    where coalesce(not known.is_barred, true)

),

ranked as (

    select
        *,
        row_number() over (
            partition by case_id
            order by score desc nulls last, rule_number asc nulls last
        ) as place
    from scored

)

select *
from ranked
where place <= {{ recommendation_depth() }}
