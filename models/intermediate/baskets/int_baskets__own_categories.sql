-- A product is always bought with its own category, so a rule between them would say nothing.
{% if basket_levels() | length > 1 -%}
with lines as (

    select * from {{ ref('int_cleaning__accepted') }}
    where product_id is not null
        and category is not null

),

products as (

    select * from {{ ref('int_baskets__item_codes') }}
    where item_level = 'product'

),

categories as (

    select * from {{ ref('int_baskets__item_codes') }}
    where item_level = 'category'

),

sold as (

    select distinct
        product_id,
        category
    from lines

)

select
    products.item_code as product_code,
    categories.item_code as category_code
from sold
inner join products
    on sold.product_id = products.item
inner join categories
    on sold.category = categories.item
{%- else -%}
-- With one level of items, no item has a category.
with items as (select * from {{ ref('int_baskets__item_codes') }})

select
    item_code as product_code,
    item_code as category_code
from items
where false
{%- endif %}
