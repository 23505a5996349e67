{{ config(enabled=dataset() == 'demo') }}

with orders as (

    select * from {{ source('demo', 'orders') }}

),

lines as (

    select * from {{ source('demo', 'order_lines') }}

),

products as (

    select * from {{ source('demo', 'products') }}

),

joined as (

    select
        lines.order_no as order_id,
        orders.customer_no as customer_id,
        lines.sku as product_id,
        lines.title as product_name,
        products.category,
        orders.channel,
        orders.country,
        cast(orders.placed_at as timestamp) as ordered_at,
        cast(lines.quantity as decimal(18, 3)) as quantity,
        cast(lines.price as decimal(18, 4)) as unit_price,
        lines.order_no like 'X%' as is_cancelled
    from lines
    inner join orders
        on lines.order_no = orders.order_no
    left join products
        on lines.sku = products.sku

)

select
    {{ line_id('order_id', ['product_id', 'product_name', 'quantity', 'unit_price']) }}
        as order_line_id,
    *
from joined
