-- Codes follow the order of names, so that what is sorted by code is sorted by name.
with lines as (

    select
        order_id,
        {{ basket_item() }} as item,
        {{ 'product_name' if var('basket_item') == 'product' else 'category' }} as item_name
    from {{ ref('int_order_lines__accepted') }}
    where {{ basket_item() }} is not null

)

select
    item,
    min(item_name) as item_name,
    cast(count(distinct order_id) as integer) as orders,
    cast(row_number() over (order by item asc nulls last) as integer) as item_code
from lines
group by item
