-- From here on, orders and items are integers. Pairs of integers are found and counted several
-- times faster than pairs of texts. One aggregation per order assigns its number and collects its
-- items.
with lines as (select * from {{ ref('int_cleaning__accepted') }}),

items as (select * from {{ ref('int_baskets__item_codes') }})

select
    min(lines.customer_id) as customer_id,
    min(lines.ordered_at) as ordered_at,
    cast(row_number() over (order by lines.order_id asc nulls last) as integer) as order_code,
    {{ distinct_list_of('items.item_code') }} as item_codes
from lines
inner join items
    on lines.{{ basket_item() }} = items.item
group by lines.order_id
