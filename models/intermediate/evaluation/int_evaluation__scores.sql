{{ config(materialized='view') }}

-- What the strategies that production is compared with would give: a score for each item of a case.
with cases as (

    select * from {{ ref('int_recommendations__cases') }}
    where task in ('next_basket', 'hidden_item_anonymous')

),

evidence as (

    select
        cases.case_id,
        cases.as_of_date,
        known.item_code
    from cases
    inner join {{ ref('int_recommendations__known') }} as known
        on cases.case_id = known.case_id
        and known.is_evidence

),

by_rules as (

    select
        evidence.case_id,
        rules.consequent_code as item_code,
        max(rules.confidence) as confidence,
        max(rules.lift) as lift
    from evidence
    inner join {{ ref('int_recommendations__rules') }} as rules
        on evidence.as_of_date = rules.as_of_date
        and evidence.item_code = rules.antecedent_code
    group by
        evidence.case_id,
        rules.consequent_code

)

select
    'rules_by_confidence' as strategy,
    case_id,
    item_code,
    confidence as score
from by_rules

union all

select
    'rules_by_lift' as strategy,
    case_id,
    item_code,
    lift as score
from by_rules

union all

select
    'item_cosine' as strategy,
    evidence.case_id,
    neighbours.neighbour_code as item_code,
    max(neighbours.cosine) as score
from evidence
inner join {{ ref('int_evaluation__neighbours') }} as neighbours
    on evidence.item_code = neighbours.item_code
group by
    evidence.case_id,
    neighbours.neighbour_code
