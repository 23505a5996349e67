{{ config(materialized='view') }}

-- A view, because its inputs are tables and only two models read it.
with items as (select * from {{ ref('int_baskets__frequent_items') }}),

pairs as (select * from {{ ref('int_baskets__pairs') }}),

longer as (select * from {{ ref('py_baskets__longer_itemsets') }})

select
    {{ list_of(['item_code']) }} as item_codes,
    1 as item_count,
    orders
from items

union all

select
    {{ list_of(['first_code', 'second_code']) }} as item_codes,
    2 as item_count,
    orders
from pairs

union all

select
    item_codes,
    item_count,
    orders
from longer
