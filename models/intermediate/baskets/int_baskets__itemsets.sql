{{ config(materialized='view') }}

-- A view, because its inputs are tables and only two models read it.
with items as (select * from {{ ref('int_baskets__frequent_items') }}),

larger as (select * from {{ ref('py_baskets__itemsets') }})

select
    {{ list_of(['item_code']) }} as item_codes,
    1 as item_count,
    orders
from items

union all

select
    item_codes,
    item_count,
    orders
from larger
