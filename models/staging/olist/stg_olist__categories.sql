{{ config(enabled=dataset() == 'olist') }}

with categories as (

    select * from {{ source('olist', 'categories') }}

)

select
    product_category_name as category_pt,
    product_category_name_english as category
from categories
