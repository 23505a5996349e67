-- Codes follow the order of names, so that what is sorted by code is sorted by name.
select
    {{ basket_item() }} as item,
    min({{ 'product_name' if var('basket_item') == 'product' else 'category' }}) as item_name,
    cast(row_number() over (order by {{ basket_item() }} asc nulls last) as integer) as item_code
from {{ ref('int_order_lines__accepted') }}
where {{ basket_item() }} is not null
group by {{ basket_item() }}
