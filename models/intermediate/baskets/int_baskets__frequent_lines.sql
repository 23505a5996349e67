-- A set is at most as frequent as its rarest item, so that nothing else needs to be looked at.
select
    lines.order_code,
    lines.item_code
from {{ ref('int_baskets__lines') }} as lines
inner join {{ ref('int_baskets__items') }} as items
    on lines.item_code = items.item_code
inner join {{ ref('int_baskets__size') }} as size
    on items.orders >= size.minimum_orders
