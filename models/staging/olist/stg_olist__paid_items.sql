{{ config(enabled=dataset() == 'olist') }}

-- What was paid for an order, spread over its items in proportion to price + freight. Each item
-- moves the running total, rounded to the cent, and the last one takes it to what was paid: the
-- items add up exactly. An order without items is one line, so that its money is not lost.
with payments as (

    select
        order_id,
        sum(amount) as paid
    from {{ ref('stg_olist__payments') }}
    group by order_id

),

items as (

    select * from {{ ref('stg_olist__order_items') }}

),

order_ids as (

    select order_id from {{ ref('stg_olist__orders') }}

    union distinct

    select order_id from items

    union distinct

    select order_id from payments

),

joined as (

    select
        order_ids.order_id,
        coalesce(items.order_item_number, 0) as order_item_number,
        items.product_id,
        coalesce(payments.paid, 0) as paid,
        coalesce(items.price, 0) + coalesce(items.freight, 0) as worth
    from order_ids
    left join items
        on order_ids.order_id = items.order_id
    left join payments
        on order_ids.order_id = payments.order_id

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
        cast(
            case
                when order_item_number = last_item_number then paid
                else coalesce(round(paid * worth_so_far / nullif(order_worth, 0), 2), 0)
            end as decimal(18, 2)
        ) as paid_so_far
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
