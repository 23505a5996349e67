-- The peer's customer table, one row per customer, with the peer's money and the correct money. The
-- peer joins payments to products and reviews before summing. So a payment counts once per product
-- and once per review of its order (`spent_after_joins`, R$ 17,083,315 in total). `paid` sums
-- payments first, and gives R$ 16,008,872.12 to the cent. `monetary` is the column of `customers`,
-- without orders that are canceled or unavailable. It is null for a customer without any other
-- order. `spent_after_joins` is null for one customer whose only order has no payment. The peer
-- drops this customer silently. olist_fan_out shows how each join adds to the sum.
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
    -- No column of the products is read. This join only repeats payments.
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
