-- The first items of each strategy for each case, production among them.
{%- set depth = recommendation_depth() %}

with cases as (

    select
        cases.*,
        coalesce(barred.items, 0) as barred_items
    from {{ ref('int_recommendations__cases') }} as cases
    left join (
        select
            case_id,
            count(*) as items
        from {{ ref('int_recommendations__known') }}
        where is_barred
        group by case_id
    ) as barred
        on cases.case_id = barred.case_id
    where cases.task != 'today'

),

-- Lists that are the same for everybody, or for a segment: the items are their own scores.
lists as (

    select
        'popularity' as strategy,
        as_of_date,
        '' as segment_id,
        item_code,
        row_number() over (
            partition by as_of_date
            order by orders desc nulls last, item_code asc nulls last
        ) as place
    from {{ ref('int_recommendations__items') }}

    union all

    select
        'segment_favourites' as strategy,
        as_of_date,
        segment_id,
        item_code,
        favourite_rank as place
    from {{ ref('int_recommendations__favourites') }}

),

scored as (

    select
        lists.strategy,
        cases.case_id,
        lists.item_code,
        -lists.place as score
    from cases
    inner join lists
        on cases.as_of_date = lists.as_of_date
        and lists.place <= {{ depth }} + cases.barred_items
        and (
            lists.strategy = 'popularity'
            or lists.segment_id = cases.segment_id
        )
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
    left join {{ ref('int_recommendations__known') }} as known
        on scored.case_id = known.case_id
        and scored.item_code = known.item_code
        and known.is_barred
    where known.case_id is null

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
