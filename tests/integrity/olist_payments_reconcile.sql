-- Each order of Olist has exactly the money that was paid for it. Customers have exactly the
-- payments of their accepted orders. A failure means that a join counts payments more than once, or
-- that payments are lost when they are spread over items.
{{ config(enabled=dataset() == 'olist') }}

with payments as (

    select
        order_id,
        sum(amount) as paid
    from {{ ref('stg_olist__payments') }}
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

    -- Cleaning refuses whole orders, except for products that the user excludes.
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
    coalesce(cast(orders.received as string), 'nothing'), ', but ',
    coalesce(cast(payments.paid as string), 'nothing'), ' was paid'
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
