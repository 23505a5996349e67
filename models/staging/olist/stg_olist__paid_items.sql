{{ config(enabled=dataset() == 'olist') }}

-- Spreads the payments of an order over its items in proportion to price + freight. An item gets
-- the difference between two running totals, rounded to the cent. The last total is the sum of the
-- payments, so the items add up exactly. An order without items is one line, which keeps its money.
with orders as (select * from {{ ref('stg_olist__orders') }}),

items as (select * from {{ ref('stg_olist__order_items') }}),

payments as (select * from {{ ref('stg_olist__payments') }}),

paid_orders as (

    select
        order_id,
        sum(amount) as paid
    from payments
    group by order_id

),

order_ids as (

    select order_id from orders

    union distinct

    select order_id from items

    union distinct

    select order_id from paid_orders

),

joined as (

    select
        order_ids.order_id,
        coalesce(items.order_item_number, 0) as order_item_number,
        items.product_id,
        coalesce(paid_orders.paid, 0) as paid,
        coalesce(items.price, 0) + coalesce(items.freight, 0) as worth
    from order_ids
    left join items
        on order_ids.order_id = items.order_id
    left join paid_orders
        on order_ids.order_id = paid_orders.order_id

),

running as (

    select
        *,
        sum(worth) over (
            partition by order_id order by order_item_number asc nulls last
            rows between unbounded preceding and current row
        ) as worth_so_far,
        sum(worth) over (partition by order_id) as order_worth,
        max(order_item_number) over (partition by order_id) as last_item_number
    from joined

),

settled as (

    select
        *,
        case
            when order_item_number = last_item_number then cast(paid as decimal(18, 2))
            else coalesce({{ rounded(
                'cast(paid * worth_so_far as double) / nullif(order_worth, 0)', 18, 2
            ) }}, 0)
        end as paid_so_far
    from running

)

select
    order_id,
    order_item_number,
    product_id,
    cast(
        paid_so_far - lag(paid_so_far, 1, 0) over (
            partition by order_id order by order_item_number asc nulls last
        ) as decimal(18, 2)
    ) as paid
from settled
