{{ config(enabled=dataset() == 'custom') }}

{%- set columns = [
    'customer_id', 'product_id', 'product_name', 'category', 'channel', 'country', 'ordered_at',
    'quantity', 'amount', 'refunded_amount', 'discount_amount', 'currency', 'unit_cost',
    'is_cancelled',
] %}
{%- set money = ['amount', 'refunded_amount', 'discount_amount', 'unit_cost'] %}
{%- set digested = [] %}
{%- for column in columns %}
{%- do digested.append(money_text(column) if column in money else column) %}
{%- endfor %}

with lines as (

    select * from {{ source('custom', 'order_lines') }}

),

completed as (

    select
        order_line_id,
        order_id,
        customer_id,
        product_id,
        product_name,
        category,
        channel,
        country,
        ordered_at,
        quantity,
        -- The received amount is exact. Price × quantity is not, because it ignores discounts.
        coalesce(amount, {{ exact_product('unit_price', 'quantity') }}) as amount,
        refunded_amount,
        discount_amount,
        currency,
        unit_cost,
        is_cancelled
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
                coalesce(replace(cast(cast(ordered_at as date) as string), '-', ''), 'undated')
            )
            -- Lines of guests cannot be grouped, so each line is an order.
            else coalesce(
                'guest-' || order_line_id,
                {{ line_id("'guest'", digested) }}
            )
        end as order_id,
        {{ columns | join(',\n        ') }}
    from completed

)

select
    coalesce(order_line_id, {{ line_id('order_id', digested) }}) as order_line_id,
    order_id,
    {{ columns | join(',\n    ') }}
from ordered
