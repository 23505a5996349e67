-- The lines that count, with what cancellations left of them and one spelling for each text.
with settled as (

    select * from {{ ref('int_order_lines__settled') }}
    where reason is null

),

product_names as (

    select * from {{ ref('int_product_names') }}

),

spellings as (

    select * from {{ ref('int_spellings') }}

)

select
    settled.order_line_id,
    settled.order_id,
    settled.customer_id,
    settled.product_id,
    product_names.product_name,
    categories.spelling as category,
    channels.spelling as channel,
    countries.spelling as country,
    settled.ordered_at,
    settled.quantity as received_quantity,
    settled.cancelled_quantity,
    cast(settled.quantity - settled.cancelled_quantity as decimal(18, 3)) as quantity,
    settled.unit_price,
    settled.amount as received_revenue,
    settled.cancelled_amount as cancelled_revenue,
    cast(settled.amount - settled.cancelled_amount as decimal(18, 4)) as revenue
from settled
left join product_names
    on settled.product_id = product_names.product_id
left join spellings as categories
    on categories.field = 'category'
    and settled.category = categories.received
left join spellings as channels
    on channels.field = 'channel'
    and settled.channel = channels.received
left join spellings as countries
    on countries.field = 'country'
    and settled.country = countries.received
