{{ config(materialized='view') }}

-- The chosen strategy of each task, and favourites of the segment as a second strategy, which fills
-- lists that are too short.
with chosen as (

    select * from {{ ref('int_recommendations__chosen') }}
    where choice_rank = 1

)

select
    task,
    strategy,
    strategy_number,
    measure,
    source,
    has_demand,
    has_repeat_weight
from chosen

union all

select
    task,
    'fill' as strategy,
    99 as strategy_number,
    'segment_favourites' as measure,
    'segment' as source,
    false as has_demand,
    false as has_repeat_weight
from chosen
