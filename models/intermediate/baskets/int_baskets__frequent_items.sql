{{ config(materialized='view') }}

-- A view, because it only filters a small table.
with items as (select * from {{ ref('int_baskets__items') }}),

size as (select * from {{ ref('int_baskets__size') }})

select
    items.item_code,
    items.orders
from items
inner join size
    on items.orders >= size.minimum_orders
