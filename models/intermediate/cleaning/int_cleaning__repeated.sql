{%- set columns = [
    'order_id', 'customer_id', 'product_id', 'product_name', 'category', 'channel', 'country',
    'ordered_at', 'quantity', 'amount', 'refunded_amount', 'discount_amount', 'currency',
    'unit_cost', 'is_cancelled',
] -%}

-- The lines that share their id with another line. Equal lines share their id, so only these lines
-- are compared whole. Equal lines are found by a hash aggregation, and each copy gets its own key.
-- The ids have an import of their own, so that the whole lines are read only once.
with line_ids as (select * from {{ lines_to_clean() }}),

order_lines as (select * from {{ lines_to_clean() }}),

ids as (

    select order_line_id
    from line_ids
    group by order_line_id
    having count(*) > 1

),

compared as (

    select
        order_line_id,
        {{ columns | join(',\n        ') }},
        count(*) as copies
    from order_lines
    where order_line_id in (select ids.order_line_id from ids)
    group by
        order_line_id,
        {{ columns | join(',\n        ') }}

)

select
    order_line_id as received_line_id,
    case
        when copy_number = 1 then order_line_id
        else concat(order_line_id, '.', copy_number)
    end as order_line_id,
    {{ columns | join(',\n    ') }},
    cast(copy_number as integer) as copy_number,
    cast(copies as integer) as copies
from compared
cross join {{ series(1, 'copies', 'copy_number') }}
