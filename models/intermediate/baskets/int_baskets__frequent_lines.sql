-- A set is at most as frequent as its rarest item, so that nothing else needs to be looked at.
select
    lines.order_code,
    items.item_code,
    items.item_number,
    items.pairs_before
from {{ ref('int_baskets__lines') }} as lines
inner join {{ ref('int_baskets__frequent_items') }} as items
    on lines.item_code = items.item_code
