-- A view: lists are unpacked about as fast as a table of all lines is read.
{{ config(materialized='view') }}

select
    order_code,
    {{ each_of('item_codes') }} as item_code,
    customer_id,
    ordered_at
from {{ ref('int_baskets__orders') }}
