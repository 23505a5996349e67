{{ config(materialized='view') }}

-- A view of the accepted lines, which are stored in the order of this table.
with accepted as (select * from {{ ref('int_cleaning__accepted') }})

select
    order_line_id,
    order_id,
    customer_id,
    product_id,
    product_name,
    category,
    channel,
    country,
    ordered_at,
    quantity,
    unit_price,
    unit_cost,
    revenue,
    cost,
    cast(revenue - cost as decimal(28, 6)) as margin,
    received_quantity,
    received_revenue,
    cancelled_quantity,
    cancelled_revenue
from accepted
