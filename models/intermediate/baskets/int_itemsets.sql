-- A view: its parts are tables, and two models read it once each.
{{ config(materialized='view') }}

select
    {{ list_of(['item_code']) }} as item_codes,
    1 as item_count,
    orders
from {{ ref('int_baskets__frequent_items') }}

union all

select
    {{ list_of(['first_code', 'second_code']) }} as item_codes,
    2 as item_count,
    orders
from {{ ref('int_baskets__pairs') }}

union all

select
    item_codes,
    item_count,
    orders
from {{ ref('py_longer_itemsets') }}
