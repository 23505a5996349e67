{{ config(materialized='view') }}

-- The accepted lines, net of returns. They are in the order of the stored lines.
with lines as (

    select * from {{ ref('int_cleaning__lines') }}
    where reason is null

)

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
    cast(coalesce(quantity, 0) as decimal(18, 6)) as received_quantity,
    cancelled_quantity,
    cast(coalesce(quantity, 0) - cancelled_quantity as decimal(18, 6)) as quantity,
    {{ rounded('cast(worth as double) / nullif(quantity, 0)', 28, 6) }} as unit_price,
    unit_cost_worth as unit_cost,
    {{ line_cost() }} as cost,
    worth as received_revenue,
    cancelled_amount as cancelled_revenue,
    {{ line_revenue() }} as revenue
from lines
