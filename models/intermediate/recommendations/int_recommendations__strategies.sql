{{ config(materialized='view') }}

-- What each strategy needs for a task.
select strategies.*
from (
    values
    {{ strategy_rows() | join(',\n    ') }}
) as strategies (
    task, strategy, measure, source, strategy_number, has_demand, has_repeat_weight
)
