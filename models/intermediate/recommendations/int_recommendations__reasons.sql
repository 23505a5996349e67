-- For each item that is recommended today because of another, the item with the largest weight of
-- those that the customer bought.
with ranked as (

    select * from {{ ref('int_recommendations__ranked') }}
    where source in ('association', 'history')

),

requests as (

    select * from {{ ref('int_recommendations__requests') }}
    where purpose = 'production'

),

chosen as (

    select * from {{ ref('int_recommendations__chosen') }}
    where choice_rank = 1

),

evidence as (select * from {{ ref('int_recommendations__evidence') }}),

links as (select * from {{ ref('int_recommendations__links') }}),

weighed as (

    select
        ranked.request_id,
        ranked.item_code,
        requests.as_of_date,
        evidence.item_code as antecedent_code,
        row_number() over (
            partition by ranked.request_id, ranked.item_code
            order by links.weight desc nulls last, evidence.item_code asc nulls last
        ) as reason_rank
    from ranked
    inner join requests
        on ranked.request_id = requests.request_id
    inner join chosen
        on requests.task = chosen.task
    inner join evidence
        on requests.evidence_id = evidence.evidence_id
    inner join links
        on requests.as_of_date = links.as_of_date
        and chosen.measure = links.measure
        and evidence.item_code = links.antecedent_code
        and ranked.item_code = links.consequent_code

)

select
    request_id,
    item_code,
    as_of_date,
    antecedent_code
from weighed
where reason_rank = 1
