-- Integers from here on: a pair of them is found and counted several times faster than of texts.
-- One group for each order numbers it and gathers its items, with no join by order.
select
    min(lines.customer_id) as customer_id,
    min(lines.ordered_at) as ordered_at,
    cast(row_number() over (order by lines.order_id asc nulls last) as integer) as order_code,
    {{ distinct_list_of('items.item_code') }} as item_codes
from {{ ref('int_order_lines__accepted') }} as lines
inner join {{ ref('int_baskets__item_codes') }} as items
    on lines.{{ basket_item() }} = items.item
group by lines.order_id
