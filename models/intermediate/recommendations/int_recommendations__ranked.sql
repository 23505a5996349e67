-- Production: the best items of the chosen strategy for each request of today and of the report. If
-- there are too few, favourites of the segment follow.
{%- set depth = recommendation_depth() %}
with requests as (

    select * from {{ ref('int_recommendations__requests') }}
    where purpose <> 'choice'

),

strategies as (select * from {{ ref('int_recommendations__production') }}),

evidence as (select * from {{ ref('int_recommendations__evidence') }}),

rules as (select * from {{ ref('int_recommendations__rules') }}),

neighbours as (select * from {{ ref('int_recommendations__neighbours') }}),

ease_scores as (select * from {{ ref('py_recommendations__ease_scores') }}),

lists as (select * from {{ ref('int_recommendations__lists') }}),

purchases as (select * from {{ ref('int_recommendations__purchases') }}),

items as (select * from {{ ref('int_recommendations__items') }}),

withheld as (select * from {{ ref('int_recommendations__withheld') }}),

{{ ranking_ctes('2 * ' ~ depth) }},

-- An item of both keeps its first position.
merged as (

    select
        rankings.request_id,
        rankings.item_code,
        min(case when asked.strategy <> 'fill' then asked.source end) as chosen_source,
        min(
            rankings.recommendation_rank
            + case when asked.strategy = 'fill' then 1000000 else 0 end
        ) as position
    from rankings
    inner join asked
        on rankings.request_id = asked.request_id
        and rankings.strategy = asked.strategy
    group by
        rankings.request_id,
        rankings.item_code

),

positions as (

    select
        request_id,
        item_code,
        coalesce(chosen_source, 'segment') as source,
        row_number() over (
            partition by request_id
            order by position asc nulls last
        ) as recommendation_rank
    from merged

)

select
    request_id,
    item_code,
    cast(recommendation_rank as integer) as recommendation_rank,
    source
from positions
where recommendation_rank <= {{ depth }}
