-- One row per line of the till, under clientele's names.
select
    cast(receipt as varchar) as order_id,
    guest as customer_id,
    tea as product_name,
    cast(sold_on as timestamp) as ordered_at,
    cast(cups as decimal(18, 3)) as quantity,
    cast(price as decimal(18, 4)) as unit_price
from {{ ref('till') }}
