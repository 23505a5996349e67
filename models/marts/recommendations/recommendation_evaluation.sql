with answers as (

    select * from {{ ref('int_recommendations__answers') }}
    where purpose = 'report'

),

strategies as (select * from {{ ref('int_recommendations__strategies') }}),

totals as (select * from {{ ref('int_evaluation__totals') }}),

lengths as (
    {{ rows_from(evaluated_ks(), 'at_k') }}
),

questions as (

    select
        task,
        min(as_of_date) as split_date,
        cast(count(distinct request_id) as double) as baskets
    from answers
    group by task

),

compared as (

    select
        task,
        strategy
    from strategies

    union all

    select distinct
        task,
        'production' as strategy
    from strategies

    union all

    select
        'hidden_item' as task,
        'production_anonymous' as strategy

),

-- Every strategy gets every question, so a strategy without any answer has rows too.
asked as (

    select
        compared.strategy,
        questions.*,
        lengths.at_k
    from questions
    inner join compared
        on questions.task = compared.task
    cross join lengths

),

counted as (

    select
        asked.task,
        asked.strategy,
        asked.at_k,
        asked.split_date,
        asked.baskets,
        coalesce(totals.helped, 0) / asked.baskets as hit_rate,
        coalesce(totals.helped_again, 0) / asked.baskets as repeat_hit_rate,
        coalesce(totals.helped_new, 0) / asked.baskets as explore_hit_rate,
        coalesce(totals.hits, 0) / (asked.baskets * asked.at_k) as precision_at_k,
        coalesce(totals.recalled, 0) / asked.baskets as recall_at_k,
        coalesce(totals.ndcg, 0) / asked.baskets as ndcg,
        coalesce(totals.served, 0) / asked.baskets as coverage,
        cast(totals.surprise as double) / totals.offered as novelty,
        cast(
            coalesce(totals.helped, 0) - coalesce(totals.helped_by_both, 0) as double
        ) as alone,
        cast(
            coalesce(production.helped, 0) - coalesce(totals.helped_by_both, 0) as double
        ) as production_alone
    from asked
    left join totals
        on asked.task = totals.task
        and asked.strategy = totals.strategy
        and asked.at_k = totals.at_k
    left join totals as production
        on asked.task = production.task
        and asked.at_k = production.at_k
        and production.strategy = 'production'

)

select
    cast(task as string) as task,
    cast(strategy as string) as strategy,
    cast(at_k as integer) as at_k,
    split_date,
    cast(baskets as integer) as baskets,
    {{ rounded('hit_rate', 9, 6) }} as hit_rate,
    {{ wilson_bound('hit_rate', 'baskets', '-') }} as hit_rate_low,
    {{ wilson_bound('hit_rate', 'baskets', '+') }} as hit_rate_high,
    {{ rounded('(alone - production_alone) / baskets', 9, 6) }} as difference,
    {{ difference_interval('alone', 'production_alone', 'baskets', 'difference') }},
    {{ rounded('repeat_hit_rate', 9, 6) }} as repeat_hit_rate,
    {{ rounded('explore_hit_rate', 9, 6) }} as explore_hit_rate,
    {{ rounded('precision_at_k', 9, 6) }} as precision,
    {{ rounded('recall_at_k', 9, 6) }} as recall,
    {{ rounded('ndcg', 9, 6) }} as ndcg,
    {{ rounded('coverage', 9, 6) }} as coverage,
    {{ rounded('novelty', 9, 6) }} as novelty
from counted
order by
    task desc,
    at_k asc,
    hit_rate desc,
    strategy asc
