{{ config(enabled=dataset() == 'demo') }}

select
    order_no as order_id,
    cast(stars as decimal(5, 2)) as score,
    cast(reviewed_at as timestamp) as reviewed_at
from {{ source('demo', 'reviews') }}
