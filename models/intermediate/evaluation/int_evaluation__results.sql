-- The results of all strategies for each reported question. No row if a strategy has no item.
with answers as (

    select * from {{ ref('int_recommendations__answers') }}
    where purpose <> 'choice'

),

requests as (select * from {{ ref('int_recommendations__requests') }}),

compared as (

    select * from {{ ref('int_recommendations__results') }}
    where purpose = 'report'

),

production as (select * from {{ ref('int_evaluation__production') }}),

ideals as (select * from {{ ref('int_evaluation__ideals') }}),

questions as (

    select
        request_id,
        count(*) as wanted
    from answers
    group by request_id

),

results as (

    select * from compared

    union all

    select * from production

)

select
    results.task,
    results.strategy,
    results.at_k,
    requests.request_key,
    results.offered,
    results.hits,
    results.new_hits,
    cast(questions.wanted as integer) as wanted,
    cast(cast(results.gain as double) / ideals.gain as decimal(18, 12)) as ndcg,
    results.surprise
from results
inner join requests
    on results.request_id = requests.request_id
inner join questions
    on results.request_id = questions.request_id
inner join ideals
    on least(questions.wanted, results.at_k) = ideals.items
