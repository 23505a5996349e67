-- The results of each strategy, added up. Sums are of integers and decimals only, because a sum of
-- doubles depends on the order of the rows.
with results as (select * from {{ ref('int_evaluation__results') }}),

production as (

    select * from {{ ref('int_evaluation__results') }}
    where strategy = 'production'
        and hits > 0

)

select
    results.task,
    results.strategy,
    results.at_k,
    sum(case when results.hits > 0 then 1 else 0 end) as helped,
    sum(case when results.hits > results.new_hits then 1 else 0 end) as helped_again,
    sum(case when results.new_hits > 0 then 1 else 0 end) as helped_new,
    sum(case when results.hits > 0 and production.request_key is not null then 1 else 0 end)
        as helped_by_both,
    sum(case when results.offered = results.at_k then 1 else 0 end) as served,
    sum(results.offered) as offered,
    sum(results.hits) as hits,
    cast(
        sum({{ rounded('results.hits / cast(results.wanted as double)', 18, 12) }})
        as decimal(38, 12)
    ) as recalled,
    cast(sum(results.ndcg) as decimal(38, 12)) as ndcg,
    sum(results.surprise) as surprise
from results
left join production
    on results.task = production.task
    and results.at_k = production.at_k
    and results.request_key = production.request_key
group by
    results.task,
    results.strategy,
    results.at_k
