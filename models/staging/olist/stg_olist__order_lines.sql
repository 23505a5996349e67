{{ config(enabled=dataset() == 'olist') }}

with items as (select * from {{ ref('stg_olist__paid_items') }}),

orders as (select * from {{ ref('stg_olist__orders') }}),

accounts as (select * from {{ ref('stg_olist__accounts') }}),

catalogue as (select * from {{ ref('stg_olist__catalogue') }})

select
    concat(items.order_id, '-', items.order_item_number) as order_line_id,
    items.order_id,
    accounts.customer_id,
    items.product_id,
    catalogue.product_name,
    catalogue.category,
    cast(null as string) as channel,
    'Brazil' as country,
    orders.ordered_at,
    cast(1 as decimal(18, 6)) as quantity,
    cast(items.paid as decimal(28, 6)) as amount,
    cast(null as decimal(28, 6)) as refunded_amount,
    cast(null as decimal(28, 6)) as discount_amount,
    cast(null as string) as currency,
    cast(null as decimal(28, 6)) as unit_cost,
    orders.is_cancelled
from items
left join orders
    on items.order_id = orders.order_id
left join accounts
    on orders.account_id = accounts.account_id
left join catalogue
    on items.product_id = catalogue.product_id
