-- Each order of Olist is worth what was paid for it, and customers what was paid for their accepted
-- orders, to the cent. A failure means that a join counts payments more than once, or that
-- spreading them over items loses some.
{{ config(enabled=dataset() == 'olist') }}

with payments as (

    select
        order_id,
        sum(amount) as paid
    from {{ ref('input__payments') }}
    group by order_id

),

lines as (

    select
        order_id,
        revenue + cancelled_revenue as received,
        revenue as accepted
    from {{ ref('order_lines') }}

    union all

    select
        order_id,
        revenue as received,
        0 as accepted
    from {{ ref('rejected_order_lines') }}

),

orders as (

    select
        order_id,
        sum(received) as received,
        sum(accepted) as accepted
    from lines
    group by order_id

),

accepted as (

    -- An order is refused as a whole, but for products that the user excludes.
    select sum(payments.paid - (orders.received - orders.accepted)) as paid
    from orders
    inner join payments
        on orders.order_id = payments.order_id
    where orders.accepted > 0

),

customers as (

    select sum(monetary) as monetary
    from {{ ref('customers') }}

)

select concat(
    'order ', coalesce(orders.order_id, payments.order_id), ' has lines worth ',
    coalesce(cast(orders.received as varchar), 'nothing'), ', but ',
    coalesce(cast(payments.paid as varchar), 'nothing'), ' was paid'
) as problem
from orders
full outer join payments
    on orders.order_id = payments.order_id
where coalesce(orders.received, 0) <> coalesce(payments.paid, 0)

union all

select concat(
    'customers have ', customers.monetary, ', the payments of their accepted orders are ',
    accepted.paid
) as problem
from customers
cross join accepted
where customers.monetary <> accepted.paid
