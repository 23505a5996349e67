{{ config(enabled=dataset() == 'custom') }}

{%- set columns = [
    'customer_id', 'product_id', 'product_name', 'category', 'channel', 'country', 'ordered_at',
    'quantity', 'unit_price', 'is_cancelled',
] %}

with lines as (

    select * from {{ ref('stg_custom__lines') }}

),

completed as (

    select
        order_line_id,
        order_id,
        customer_id,
        coalesce(product_id, upper(product_name)) as product_id,
        product_name,
        category,
        channel,
        country,
        ordered_at,
        quantity,
        coalesce(unit_price, cast(round(amount / nullif(quantity, 0), 4) as decimal(18, 4)))
            as unit_price,
        -- Without a flag, a quantity below zero is a return.
        coalesce(is_cancelled, quantity < 0, false) as is_cancelled
    from lines

),

ordered as (

    select
        order_line_id,
        case
            when order_id is not null then order_id
            when customer_id is not null then concat(
                customer_id,
                '-',
                coalesce(replace(cast(cast(ordered_at as date) as varchar), '-', ''), 'undated')
            )
            -- Nobody knows which guest lines belong together: each is an order of its own.
            else coalesce(
                'guest-' || order_line_id,
                {{ line_id("'guest'", columns) }}
            )
        end as order_id,
        {{ columns | join(',\n        ') }}
    from completed

)

select
    coalesce(order_line_id, {{ line_id('order_id', columns) }}) as order_line_id,
    order_id,
    {{ columns | join(',\n    ') }}
from ordered
