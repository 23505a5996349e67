-- A cancellation comes off the latest earlier line of the same customer and product that still
-- holds the whole quantity; where none does, off several of them, the latest first. Each
-- cancellation sees what those before it left, so a history is read in order, once.
{%- if var('cancellations') == 'net' %}
with judged as (

    select * from {{ ref('int_order_lines__judged') }}

),

events as (

    select
        order_line_id,
        customer_id,
        product_id,
        ordered_at,
        unit_price,
        is_cancelled,
        abs(quantity) as quantity
    from judged
    where broken_rule is null
        or (
            broken_rule = 'cancelled'
            and quantity < 0
            and ordered_at is not null
            and not is_after_as_of_date
            {%- if var('deduplicate') %}
            and not is_duplicate
            {%- endif %}
        )

),

cancelled_products as (

    select distinct
        customer_id,
        product_id
    from events
    where is_cancelled

),

histories as (

    select
        events.customer_id,
        events.product_id,
        {{ ordered_list(
            ['order_line_id', 'is_cancelled', 'quantity'],
            order_by=['ordered_at', 'is_cancelled', 'order_line_id'],
        ) }} as events
    from events
    inner join cancelled_products
        on events.customer_id = cancelled_products.customer_id
        and events.product_id = cancelled_products.product_id
    group by
        events.customer_id,
        events.product_id

),

allocated as (

    {{ carry_cancellations_back('histories') }}

),

dated as (

    select
        allocated.cancellation_line_id,
        allocated.order_line_id,
        cast(allocated.quantity as decimal(18, 3)) as quantity,
        cancellations.ordered_at as cancelled_at,
        sales.unit_price,
        sum(allocated.quantity) over (
            partition by allocated.order_line_id
            order by
                cancellations.ordered_at asc nulls last,
                allocated.cancellation_line_id asc nulls last
            rows between unbounded preceding and current row
        ) as quantity_so_far
    from allocated
    inner join events as cancellations
        on allocated.cancellation_line_id = cancellations.order_line_id
    inner join events as sales
        on allocated.order_line_id = sales.order_line_id

)

-- Amounts are differences of rounded totals, so that they add up however a line is cut.
select
    cancellation_line_id,
    order_line_id,
    cancelled_at,
    quantity,
    cast(
        cast(quantity_so_far * unit_price as decimal(18, 4))
        - cast((quantity_so_far - quantity) * unit_price as decimal(18, 4))
        as decimal(18, 4)
    ) as amount
from dated
{%- else %}
{{ empty_relation({
    'cancellation_line_id': 'varchar',
    'order_line_id': 'varchar',
    'cancelled_at': 'timestamp',
    'quantity': 'decimal(18, 3)',
    'amount': 'decimal(18, 4)',
}) }}
{%- endif %}
