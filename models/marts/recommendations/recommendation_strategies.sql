-- The strategy that recommends, beside the best other one.
with ranked as (select * from {{ ref('int_recommendations__chosen') }}),

words as (

    select * from {{ ref('recommendation_choice_words') }}
    where language = '{{ var("language") }}'

),

rated as (

    select
        *,
        case
            when questions > 0 then {{ rounded('helped / cast(questions as double)', 9, 6) }}
        end as hit_rate
    from ranked

),

paired as (

    select
        chosen.*,
        others.strategy as next_strategy,
        others.hit_rate as next_hit_rate
    from rated as chosen
    left join rated as others
        on chosen.task = others.task
        and others.choice_rank = 2
    where chosen.choice_rank = 1

)

select
    cast(paired.task as string) as task,
    cast(paired.strategy as string) as strategy,
    cast(paired.reason as string) as reason,
    paired.chosen_on,
    paired.questions,
    paired.hit_rate,
    cast(paired.next_strategy as string) as next_strategy,
    paired.next_hit_rate,
    cast(replace(replace(
        words.because, '{questions}', cast(paired.questions as string)
    ), '{date}', coalesce(cast(paired.chosen_on as string), '')) as string) as because
from paired
inner join words
    on paired.reason = words.reason
order by paired.task
