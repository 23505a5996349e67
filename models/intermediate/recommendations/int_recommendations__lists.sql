{{ config(materialized='view') }}

-- Lists that are equal for all customers, or for all customers of a segment.
with items as (select * from {{ ref('int_recommendations__items') }}),

favourites as (select * from {{ ref('int_recommendations__favourites') }})

select
    'popularity' as measure,
    as_of_date,
    '' as segment_id,
    item_code,
    cast(row_number() over (
        partition by as_of_date
        order by orders desc nulls last, item_code asc nulls last
    ) as bigint) as item_rank
from items

union all

select
    'recent_popularity' as measure,
    as_of_date,
    '' as segment_id,
    item_code,
    cast(row_number() over (
        partition by as_of_date
        order by recent_orders desc nulls last, orders desc nulls last, item_code asc nulls last
    ) as bigint) as item_rank
from items

union all

select
    'segment_favourites' as measure,
    as_of_date,
    segment_id,
    item_code,
    cast(favourite_rank as bigint) as item_rank
from favourites
