-- An itemset is at most as frequent as its rarest item, so infrequent items can be left out.
with lines as (select * from {{ ref('int_baskets__lines') }}),

items as (select * from {{ ref('int_baskets__frequent_items') }})

select
    lines.order_code,
    items.item_code,
    items.item_number,
    items.pairs_before
from lines
inner join items
    on lines.item_code = items.item_code
