-- What is recommended today, with what its reason is about: the item that leads to it, and how
-- often the customer buys it.
with ranked as (

    select * from {{ ref('int_recommendations__ranked') }}
    where recommendation_rank <= {{ var('recommendations_per_customer') }}

),

requests as (

    select * from {{ ref('int_recommendations__requests') }}
    where purpose = 'production'

),

reasons as (select * from {{ ref('int_recommendations__reasons') }}),

rules as (

    select * from {{ ref('int_recommendations__rules') }}
    where is_current

),

rhythms as (select * from {{ ref('int_recommendations__rhythms') }})

select
    requests.task,
    requests.customer_id,
    requests.segment_id,
    ranked.recommendation_rank,
    ranked.item_code,
    case
        when ranked.source <> 'repeat' then ranked.source
        when not coalesce(rhythms.has_rhythm, false) then 'before'
        when rhythms.median_gap_days <= 1 then 'daily'
        else 'repeat'
    end as source,
    reasons.antecedent_code,
    rules.confidence,
    rules.lift,
    rhythms.median_gap_days
from ranked
inner join requests
    on ranked.request_id = requests.request_id
left join reasons
    on ranked.request_id = reasons.request_id
    and ranked.item_code = reasons.item_code
left join rules
    on reasons.antecedent_code = rules.antecedent_code
    and reasons.item_code = rules.consequent_code
left join rhythms
    on requests.customer_id = rhythms.customer_id
    and ranked.item_code = rhythms.item_code
