{{ config(materialized='view') }}

-- A view, because DuckDB unnests lists about as fast as it reads a table of all lines.
with orders as (select * from {{ ref('int_baskets__orders') }})

select
    order_code,
    {{ each_of('item_codes') }} as item_code,
    customer_id,
    ordered_at
from orders
