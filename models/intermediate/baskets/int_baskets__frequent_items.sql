-- Numbered without gaps, so that pairs can be: those of items that come before, then its own.
with numbered as (

    select
        items.item_code,
        items.orders,
        cast(
            row_number() over (order by items.item_code asc nulls last) as bigint
        ) as item_number
    from {{ ref('int_baskets__items') }} as items
    inner join {{ ref('int_baskets__size') }} as size
        on items.orders >= size.minimum_orders

)

select
    item_code,
    orders,
    cast(item_number as integer) as item_number,
    cast((item_number - 1) * (item_number - 2) / 2 as bigint) as pairs_before
from numbered
