{{ config(enabled=dataset() == 'olist') }}

with items as (

    select * from {{ source('olist', 'order_items') }}

)

select
    order_id,
    cast(order_item_id as integer) as order_item_number,
    product_id,
    seller_id,
    cast(shipping_limit_date as timestamp) as ship_before,
    cast(price as decimal(18, 2)) as price,
    cast(freight_value as decimal(18, 2)) as freight
from items
