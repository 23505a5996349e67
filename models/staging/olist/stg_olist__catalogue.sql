{{ config(enabled=dataset() == 'olist') }}

with products as (select * from {{ ref('stg_olist__products') }}),

categories as (select * from {{ ref('stg_olist__categories') }}),

translated as (

    select
        products.product_id,
        -- The table of translations lacks two categories. They keep their Portuguese name.
        coalesce(categories.category, products.category_pt) as category,
        products.category_pt
    from products
    left join categories
        on products.category_pt = categories.category_pt

)

select
    product_id,
    -- The names of products are not published, but readers need a name to distinguish products.
    concat_ws(' ', category, substr(product_id, 1, 8)) as product_name,
    category,
    category_pt
from translated
