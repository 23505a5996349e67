-- The best associations; where they are too few, the favourites of the customer's segment.
{%- set depth = recommendation_depth() %}

with associations as (

    select * from {{ ref('int_recommendations__associations') }}

),

found as (

    select
        cases.case_id,
        cases.as_of_date,
        cases.segment_id,
        count(associations.item_code) as associations
    from {{ ref('int_recommendations__cases') }} as cases
    left join associations
        on cases.case_id = associations.case_id
    group by
        cases.case_id,
        cases.as_of_date,
        cases.segment_id

),

barred as (

    select
        case_id,
        count(*) as items
    from {{ ref('int_recommendations__known') }}
    where is_barred
    group by case_id

),

-- So far down the favourites that enough are left when what is barred or found is passed over.
favourites as (

    select
        found.case_id,
        favourites.item_code,
        found.associations + row_number() over (
            partition by found.case_id
            order by favourites.favourite_rank asc nulls last
        ) as place
    from found
    left join barred
        on found.case_id = barred.case_id
    inner join {{ ref('int_recommendations__favourites') }} as favourites
        on found.as_of_date = favourites.as_of_date
        and found.segment_id = favourites.segment_id
        and favourites.favourite_rank <= {{ depth }} + coalesce(barred.items, 0)
    left join {{ ref('int_recommendations__known') }} as known
        on found.case_id = known.case_id
        and favourites.item_code = known.item_code
        and known.is_barred
    left join associations
        on found.case_id = associations.case_id
        and favourites.item_code = associations.item_code
    where found.associations < {{ depth }}
        and known.case_id is null
        and associations.case_id is null

)

select
    case_id,
    item_code,
    cast(place as integer) as place,
    'association' as source,
    antecedent_code,
    confidence,
    lift
from associations

union all

select
    case_id,
    item_code,
    cast(place as integer) as place,
    'segment' as source,
    null as antecedent_code,
    null as confidence,
    null as lift
from favourites
where place <= {{ depth }}
