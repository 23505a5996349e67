{{ config(materialized='view') }}

-- An itemset is at most as frequent as its rarest item, so infrequent items can be left out. A view,
-- because only one model reads it.
with lines as (select * from {{ ref('int_baskets__lines') }}),

items as (select * from {{ ref('int_baskets__frequent_items') }})

select
    lines.order_code,
    lines.item_code
from lines
inner join items
    on lines.item_code = items.item_code
