-- The first items of each strategy for each case, production among them.
{%- set depth = recommendation_depth() %}

with barred as (

    select
        case_id,
        item_code
    from {{ ref('int_recommendations__known') }}
    where is_barred

),

cases as (

    select
        cases.case_id,
        cases.task,
        cases.as_of_date,
        cases.segment_id,
        count(barred.item_code) as barred_items
    from {{ ref('int_recommendations__cases') }} as cases
    left join barred
        on cases.case_id = barred.case_id
    where cases.task != 'today'
    group by
        cases.case_id,
        cases.task,
        cases.as_of_date,
        cases.segment_id

),

scored as (

    select
        lists.strategy,
        cases.case_id,
        lists.item_code,
        -lists.place as score
    from cases
    inner join {{ ref('int_evaluation__lists') }} as lists
        on cases.as_of_date = lists.as_of_date
        and lists.place <= {{ depth }} + cases.barred_items
        and (lists.strategy = 'popularity' or cases.segment_id = lists.segment_id)
    where cases.task in ('next_basket', 'hidden_item')

    union all

    select
        strategy,
        case_id,
        item_code,
        score
    from {{ ref('int_evaluation__scores') }}

),

ranked as (

    select
        scored.strategy,
        scored.case_id,
        scored.item_code,
        row_number() over (
            partition by scored.strategy, scored.case_id
            order by scored.score desc nulls last, scored.item_code asc nulls last
        ) as place
    from scored
    left join barred
        on scored.case_id = barred.case_id
        and scored.item_code = barred.item_code
    where barred.case_id is null

)

select
    strategy,
    case_id,
    item_code,
    cast(place as integer) as place
from ranked
where place <= {{ depth }}

union all

select
    case
        when cases.task = 'hidden_item_anonymous' then 'production_anonymous'
        else 'production'
    end as strategy,
    ranked.case_id,
    ranked.item_code,
    ranked.place
from {{ ref('int_recommendations__ranked') }} as ranked
inner join cases
    on ranked.case_id = cases.case_id
