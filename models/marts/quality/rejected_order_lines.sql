{{ config(materialized='view') }}

-- A view of the refused lines, which are stored in the order of this table.
with lines as (

    select * from {{ ref('int_cleaning__lines') }}
    where reason is not null

)

select
    order_line_id,
    coalesce(received_order_id, order_id) as order_id,
    customer_id,
    product_id,
    product_name,
    category,
    channel,
    country,
    ordered_at,
    quantity,
    {{ rounded('cast(worth as double) / nullif(quantity, 0)', 28, 6) }} as unit_price,
    amount,
    currency,
    is_cancelled,
    reason,
    worth as revenue,
    netted_quantity,
    netted_amount
from lines
