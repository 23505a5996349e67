-- Production: the best items of the chosen strategy for each request of today and of the report. If
-- there are too few, favourites of the segment follow.
{%- set depth = recommendation_depth() %}
with chosen_items as (select * from {{ ref('int_recommendations__chosen_items') }}),

all_requests as (

    select * from {{ ref('int_recommendations__requests') }}
    where purpose <> 'choice'

),

strategies as (

    select * from {{ ref('int_recommendations__production') }}
    where strategy = 'fill'

),

evidence as (select * from {{ ref('int_recommendations__evidence') }}),

rules as (select * from {{ ref('int_recommendations__rules') }}),

neighbours as (select * from {{ ref('int_recommendations__neighbours') }}),

ease_scores as (select * from {{ ref('py_recommendations__ease_scores') }}),

lists as (select * from {{ ref('int_recommendations__lists') }}),

purchases as (select * from {{ ref('int_recommendations__purchases') }}),

items as (select * from {{ ref('int_recommendations__items') }}),

withheld as (select * from {{ ref('int_recommendations__withheld') }}),

lengths as (

    select
        request_id,
        count(*) as items
    from chosen_items
    group by request_id

),

-- Few requests lack items, so few lists of favourites are ranked.
requests as (

    select all_requests.*
    from all_requests
    left join lengths
        on all_requests.request_id = lengths.request_id
    where coalesce(lengths.items, 0) < {{ depth }}

),

{# Twice as many, because those of the chosen strategy may be among them. -#}
{{ ranking_ctes('2 * ' ~ depth) }},

favourites as (

    select
        rankings.request_id,
        rankings.item_code,
        coalesce(lengths.items, 0) + row_number() over (
            partition by rankings.request_id
            order by rankings.recommendation_rank asc nulls last
        ) as recommendation_rank
    from rankings
    left join lengths
        on rankings.request_id = lengths.request_id
    left join chosen_items
        on rankings.request_id = chosen_items.request_id
        and rankings.item_code = chosen_items.item_code
    where chosen_items.item_code is null

)

select
    request_id,
    item_code,
    recommendation_rank,
    source
from chosen_items

union all

select
    request_id,
    item_code,
    cast(recommendation_rank as integer) as recommendation_rank,
    'segment' as source
from favourites
where recommendation_rank <= {{ depth }}
