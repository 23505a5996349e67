{{ config(enabled=dataset() == 'olist') }}

with payments as (

    select * from {{ source('olist', 'payments') }}

)

select
    order_id,
    cast(payment_sequential as integer) as payment_number,
    payment_type,
    cast(payment_installments as integer) as installments,
    cast(payment_value as decimal(18, 2)) as amount
from payments
