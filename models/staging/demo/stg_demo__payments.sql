{{ config(enabled=dataset() == 'demo') }}

select
    order_no as order_id,
    method as payment_type,
    cast(amount as decimal(18, 4)) as amount
from {{ source('demo', 'payments') }}
