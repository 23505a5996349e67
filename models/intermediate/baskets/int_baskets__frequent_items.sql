-- Frequent items get numbers without gaps, so pairs can be numbered too. The pairs of an item are
-- numbered after the pairs of all items before it.
with items as (select * from {{ ref('int_baskets__items') }}),

size as (select * from {{ ref('int_baskets__size') }}),

numbered as (

    select
        items.item_code,
        items.orders,
        cast(
            row_number() over (order by items.item_code asc nulls last) as bigint
        ) as item_number
    from items
    inner join size
        on items.orders >= size.minimum_orders

)

select
    item_code,
    orders,
    cast(item_number as integer) as item_number,
    cast((item_number - 1) * (item_number - 2) / 2 as bigint) as pairs_before
from numbered
