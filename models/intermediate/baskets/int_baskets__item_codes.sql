-- Codes follow the order of names, so sorting by code sorts by name.
with lines as (

    select * from {{ ref('int_cleaning__accepted') }}
    where {{ basket_item() }} is not null

)

select
    {{ basket_item() }} as item,
    min({{ 'product_name' if var('basket_item') == 'product' else 'category' }}) as item_name,
    cast(row_number() over (order by {{ basket_item() }} asc nulls last) as integer) as item_code
from lines
group by {{ basket_item() }}
