-- Production: the best items of the chosen strategy. Favourites of the segment fill short lists.
{%- set depth = recommendation_depth() %}
with chosen_items as (select * from {{ ref('int_recommendations__chosen_items') }}),

requests as (

    select * from {{ ref('int_recommendations__requests') }}
    where purpose <> 'choice'

),

evidence as (select * from {{ ref('int_recommendations__evidence') }}),

favourites as (

    select * from {{ ref('int_recommendations__lists') }}
    where measure = 'segment_favourites'

),

withheld as (select * from {{ ref('int_recommendations__withheld') }}),

lengths as (

    select
        request_id,
        count(*) as items
    from chosen_items
    group by request_id

),

short as (

    select
        requests.*,
        coalesce(lengths.items, 0) as items
    from requests
    left join lengths
        on requests.request_id = lengths.request_id
    where coalesce(lengths.items, 0) < {{ depth }}

),

barred as (

    select
        short.request_id,
        chosen_items.item_code
    from short
    inner join chosen_items
        on short.request_id = chosen_items.request_id

    union

    select
        short.request_id,
        evidence.item_code
    from short
    inner join evidence
        on short.evidence_id = evidence.evidence_id
    where short.task <> 'whole_basket'

    union

    select
        short.request_id,
        withheld.item_code
    from short
    inner join withheld
        on short.as_of_date = withheld.as_of_date

),

barred_sizes as (

    select
        request_id,
        count(*) as items
    from barred
    group by request_id

),

-- Favourites are read far enough to fill the list without those that are barred.
fill as (

    select
        short.request_id,
        favourites.item_code,
        short.items + row_number() over (
            partition by short.request_id
            order by favourites.item_rank asc nulls last
        ) as recommendation_rank
    from short
    left join barred_sizes
        on short.request_id = barred_sizes.request_id
    cross join {{ series(1, depth ~ ' + coalesce(barred_sizes.items, 0)', 'item_rank') }}
    inner join favourites
        on short.as_of_date = favourites.as_of_date
        and short.segment_id = favourites.segment_id
        and item_rank_series.item_rank = favourites.item_rank
    left join barred
        on short.request_id = barred.request_id
        and favourites.item_code = barred.item_code
    where barred.item_code is null

)

select * from chosen_items

union all

select
    request_id,
    item_code,
    cast(recommendation_rank as integer) as recommendation_rank,
    'segment' as source
from fill
where recommendation_rank <= {{ depth }}
