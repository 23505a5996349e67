{{ config(enabled=dataset() == 'olist') }}

with products as (

    select * from {{ source('olist', 'products') }}

)

select
    product_id,
    product_category_name as category_pt
from products
