-- Products add up to the lines that name a product. A failure means that a product is missing from
-- the best-seller lists, or counted twice.
with lines as (

    select
        coalesce(sum(revenue), 0) as revenue,
        coalesce(sum(quantity), 0) as quantity
    from {{ ref('order_lines') }}
    where product_id is not null

),

products as (

    select
        coalesce(sum(revenue), 0) as revenue,
        coalesce(sum(quantity), 0) as quantity
    from {{ ref('products') }}

)

select concat(
    'products have ', products.quantity, ' units worth ', products.revenue, ', their lines ',
    lines.quantity, ' worth ', lines.revenue
) as problem
from products
cross join lines
where products.revenue <> lines.revenue
    or products.quantity <> lines.quantity
