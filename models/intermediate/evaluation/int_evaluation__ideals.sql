{{ config(materialized='view') }}

-- The gain of a list with nothing but right items, per number of items.
with positions as (

    {{ rows_from(range(1, (evaluated_ks() | max) + 1) | list, 'position') }}

)

select
    position as items,
    cast(sum(cast(ln(2) / ln(position + 1) as decimal(18, 12))) over (
        order by position asc nulls last
        rows between unbounded preceding and current row
    ) as decimal(38, 12)) as gain
from positions
