{{ config(enabled=dataset() == 'olist') }}

with orders as (

    select * from {{ source('olist', 'orders') }}

),

typed as (

    select
        order_id,
        customer_id as account_id,
        lower({{ trimmed('order_status') }}) as order_status,
        cast(order_purchase_timestamp as timestamp) as ordered_at,
        cast(order_delivered_customer_date as timestamp) as delivered_at,
        cast(cast(order_estimated_delivery_date as timestamp) as date) as estimated_delivery_date
    from orders

)

select
    order_id,
    account_id,
    order_status,
    ordered_at,
    delivered_at,
    estimated_delivery_date,
    cast({{ days_between('estimated_delivery_date', 'delivered_at') }} as integer)
        as delivery_delay_days,
    -- An order that could not be supplied is not a sale, like a cancelled order.
    coalesce(order_status in ('canceled', 'unavailable'), false) as is_cancelled
from typed
