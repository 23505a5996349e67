{{ config(materialized='view') }}

-- A product is always bought with its own category, so a rule between them would say nothing. If
-- baskets have one level of items, one side is empty, and lines are not read. A view, because only
-- one model reads it.
with lines as (select * from {{ ref('int_cleaning__accepted') }}),

products as (

    select * from {{ ref('int_baskets__item_codes') }}
    where item_level = 'product'

),

categories as (

    select * from {{ ref('int_baskets__item_codes') }}
    where item_level = 'category'

)

select distinct
    products.item_code as product_code,
    categories.item_code as category_code
from lines
inner join categories
    on lines.category = categories.item
inner join products
    on lines.product_id = products.item
