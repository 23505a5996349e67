-- The strategy of production per task. It is the one of the var recommendation_strategy, otherwise
-- the one with the highest hit rate on the questions of the earlier split. Of equally good
-- strategies, it is the simplest, which has the highest number.
with strategies as (select * from {{ ref('int_recommendations__strategies') }}),

answers as (

    select * from {{ ref('int_recommendations__answers') }}
    where purpose = 'choice'

),

results as (

    select * from {{ ref('int_recommendations__results') }}
    where purpose = 'choice'
        and at_k = {{ chosen_k() }}

),

fixed as (

    {{ rows_of_map(var('recommendation_strategy'), 'task', 'strategy') }}

),

questions as (

    select
        task,
        min(as_of_date) as chosen_on,
        count(distinct request_id) as questions
    from answers
    group by task

),

helped as (

    select
        task,
        strategy,
        sum(case when hits > 0 then 1 else 0 end) as helped
    from results
    group by
        task,
        strategy

),

ranked as (

    select
        strategies.*,
        questions.chosen_on,
        coalesce(questions.questions, 0) as questions,
        coalesce(helped.helped, 0) as helped,
        fixed.task is not null as is_fixed,
        count(*) over (
            partition by strategies.task, coalesce(helped.helped, 0)
        ) as equally_good,
        row_number() over (
            partition by strategies.task
            order by
                coalesce(strategies.strategy = fixed.strategy, false) desc nulls last,
                coalesce(helped.helped, 0) desc nulls last,
                case when questions.questions > 0 then strategies.strategy_number end
                    desc nulls last,
                strategies.strategy_number asc nulls last
        ) as choice_rank
    from strategies
    left join questions
        on strategies.task = questions.task
    left join helped
        on strategies.task = helped.task
        and strategies.strategy = helped.strategy
    left join fixed
        on strategies.task = fixed.task

)

select
    task,
    strategy,
    strategy_number,
    measure,
    source,
    has_demand,
    has_repeat_weight,
    chosen_on,
    cast(questions as integer) as questions,
    cast(helped as integer) as helped,
    cast(choice_rank as integer) as choice_rank,
    case
        when is_fixed then 'fixed'
        when questions = 0 then 'no_questions'
        when equally_good > 1 then 'simplest_of_equal'
        else 'highest_hit_rate'
    end as reason
from ranked
