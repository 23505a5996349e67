with strategies as (

    {{ rows_from(evaluated_strategies(), 'strategy') }}

),

lengths as (

    {{ rows_from(evaluated_ks(), 'at_k') }}

),

questions as (

    select
        task,
        min(as_of_date) as split_date,
        cast(count(distinct case_name) as double) as baskets
    from {{ ref('int_evaluation__answers') }}
    group by task

),

-- Every strategy is asked, so that one that never had an answer shows.
asked as (

    select
        strategies.strategy,
        questions.task,
        questions.split_date,
        questions.baskets,
        lengths.at_k
    from questions
    cross join strategies
    cross join lengths
    where questions.task = 'hidden_item'
        or strategies.strategy != 'production_anonymous'

),

-- Whole numbers and thousandths are summed: sums of doubles depend on their order.
answered as (

    select
        task,
        strategy,
        at_k,
        sum(case when hits > 0 then 1 else 0 end) as helped,
        sum(case when offered = at_k then 1 else 0 end) as served,
        sum(hits) as hits,
        sum(cast(hits / cast(wanted as double) as decimal(18, 12))) as recalled
    from {{ ref('int_evaluation__results') }}
    group by
        task,
        strategy,
        at_k

),

rates as (

    select
        asked.*,
        coalesce(answered.helped, 0) / asked.baskets as hit_rate,
        coalesce(answered.hits, 0) / (asked.baskets * asked.at_k) as precision_at_k,
        coalesce(answered.recalled, 0) / asked.baskets as recall_at_k,
        coalesce(answered.served, 0) / asked.baskets as coverage
    from asked
    left join answered
        on asked.task = answered.task
        and asked.strategy = answered.strategy
        and asked.at_k = answered.at_k

)

-- Wilson's interval: 1.96 standard errors each way, and never outside of 0 to 1.
select
    cast(task as varchar) as task,
    cast(strategy as varchar) as strategy,
    cast(at_k as integer) as at_k,
    split_date,
    cast(baskets as integer) as baskets,
    cast(hit_rate as decimal(9, 6)) as hit_rate,
    cast((
        hit_rate + 1.9208 / baskets
        - 1.96 * sqrt(hit_rate * (1 - hit_rate) / baskets + 0.9604 / (baskets * baskets))
    ) / (1 + 3.8416 / baskets) as decimal(9, 6)) as hit_rate_low,
    cast((
        hit_rate + 1.9208 / baskets
        + 1.96 * sqrt(hit_rate * (1 - hit_rate) / baskets + 0.9604 / (baskets * baskets))
    ) / (1 + 3.8416 / baskets) as decimal(9, 6)) as hit_rate_high,
    cast(precision_at_k as decimal(9, 6)) as precision,
    cast(recall_at_k as decimal(9, 6)) as recall,
    cast(coverage as decimal(9, 6)) as coverage
from rates
order by
    task desc,
    at_k asc,
    hit_rate desc,
    strategy asc
