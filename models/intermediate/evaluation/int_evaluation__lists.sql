{{ config(materialized='view') }}

-- Lists that are the same for everybody, or for a segment.
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
