{{ config(materialized='view') }}

with itemsets as (select * from {{ ref('py_baskets__itemsets') }})

select
    {{ list_element('item_codes', 1) }} as first_code,
    {{ list_element('item_codes', 2) }} as second_code,
    orders
from itemsets
where item_count = 2
