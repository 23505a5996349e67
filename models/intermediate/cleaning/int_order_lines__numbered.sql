{%- set columns = [
    'order_line_id', 'order_id', 'customer_id', 'product_id', 'product_name', 'category',
    'channel', 'country', 'ordered_at', 'quantity', 'unit_price', 'is_cancelled',
] -%}

-- Equal lines are found by a hash group, and each copy gets a key of its own.
with distinct_lines as (

    select
        {{ columns | join(',\n        ') }},
        count(*) as copies
    from {{ ref('input__order_lines') }}
    group by
        {{ columns | join(',\n        ') }}

)

select
    case
        when copy_number = 1 then order_line_id
        else concat(order_line_id, '.', copy_number)
    end as order_line_id,
    {{ columns[1:] | join(',\n    ') }},
    cast(copy_number as integer) as copy_number,
    cast(quantity * unit_price as decimal(18, 4)) as amount
from distinct_lines
cross join {{ series(1, 'copies', 'copy_number') }}
