{{ config(materialized='view') }}

{%- set columns = [
    'order_line_id', 'order_id', 'customer_id', 'product_id', 'product_name', 'category',
    'channel', 'country', 'ordered_at', 'quantity', 'amount', 'refunded_amount',
    'discount_amount', 'currency', 'unit_cost', 'is_cancelled',
] -%}

-- Every received line with its own key.
with order_lines as (select * from {{ lines_to_clean() }}),

repeated as (select * from {{ ref('int_cleaning__repeated') }}),

-- An import of its own: the database would keep a copy of lines that two steps read.
repeated_ids as (select * from {{ ref('int_cleaning__repeated') }})

select
    {{ columns | join(',\n    ') }},
    1 as copy_number,
    1 as copies
from order_lines
where not exists (
    select 1 from repeated_ids
    where repeated_ids.received_line_id = order_lines.order_line_id
)

union all

select
    {{ columns | join(',\n    ') }},
    copy_number,
    copies
from repeated
