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
    order_id,
    customer_id,
    product_id,
    product_name,
    category,
    channel,
    country,
    ordered_at,
    cast(quantity as decimal(18, 6)) as quantity,
    cast(quantity * unit_price as decimal(28, 6)) as amount,
    cast(null as decimal(28, 6)) as refunded_amount,
    cast(null as decimal(28, 6)) as discount_amount,
    cast(null as string) as currency,
    cast(null as decimal(28, 6)) as unit_cost,
    is_cancelled
from joined
