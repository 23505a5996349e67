-- The peer's customer table, one row a customer, with its money beside the true one.
-- The peer adds payments up after joining them to products and to reviews: an order of two
-- products is paid twice, one with two reviews as well (`spent_after_joins`, R$ 17,083,315 in
-- all). `paid` adds payments up first: R$ 16,008,872.12, to the cent. `monetary` is the column of
-- `customers`: the same without what was canceled or unavailable. It is null for a customer with
-- no other order, and `spent_after_joins` for the one whose only order nobody paid, whom the peer
-- drops without a word. How each join adds to the sum: olist_fan_out.
{{ config(enabled=dataset() == 'olist') }}

with orders as (

    select
        accounts.customer_id,
        orders.order_id,
        orders.ordered_at
    from {{ ref('stg_olist__orders') }} as orders
    inner join {{ ref('stg_olist__accounts') }} as accounts
        on orders.account_id = accounts.account_id

),

last_order as (

    select max(ordered_at) as ordered_at
    from orders

),

payments as (

    select * from {{ ref('stg_olist__payments') }}

),

products as (

    select distinct
        order_id,
        product_id
    from {{ ref('stg_olist__order_items') }}

),

reviews as (

    select * from {{ ref('stg_olist__reviews') }}

),

as_the_peer_joins as (

    select
        orders.customer_id,
        max(orders.ordered_at) as last_ordered_at,
        count(distinct orders.order_id) as frequency,
        sum(payments.amount) as spent_after_joins,
        avg(reviews.score) as average_review_score
    from orders
    left join payments
        on orders.order_id = payments.order_id
    -- Nothing is read of the products: all that this join does is to repeat payments.
    left join products  -- noqa: ST11
        on orders.order_id = products.order_id
    left join reviews
        on orders.order_id = reviews.order_id
    group by orders.customer_id

),

paid as (

    select
        orders.customer_id,
        sum(payments.amount) as paid
    from orders
    inner join payments
        on orders.order_id = payments.order_id
    group by orders.customer_id

)

select
    as_the_peer_joins.customer_id,
    {{ days_between('as_the_peer_joins.last_ordered_at', 'last_order.ordered_at') }}
        as recency_days,
    as_the_peer_joins.frequency,
    as_the_peer_joins.spent_after_joins,
    paid.paid,
    customers.monetary,
    as_the_peer_joins.average_review_score
from as_the_peer_joins
cross join last_order
left join paid
    on as_the_peer_joins.customer_id = paid.customer_id
left join {{ ref('customers') }} as customers
    on as_the_peer_joins.customer_id = customers.customer_id
order by as_the_peer_joins.customer_id
