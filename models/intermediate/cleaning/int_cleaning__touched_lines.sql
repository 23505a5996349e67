{{ config(enabled=has_increments()) }}

-- The lines of touched orders as received. An increment cleans only these. No rows in a build that
-- computes all lines.
with order_lines as (select * from {{ ref('input__order_lines') }})

select *
from order_lines
where {{ is_of_touched_number('order_id') if is_increment() else 'false' }}
