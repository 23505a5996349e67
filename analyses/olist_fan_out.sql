-- How joins multiply money in the peer's preparation query, one row per join, and the result of
-- this project. A join repeats a payment for each product and each review of its order. Each row
-- has the number of rows so far, the sum of their payments, and how much of it is counted more than
-- once.
{{ config(enabled=dataset() == 'olist') }}

with payments as (

    select * from {{ ref('stg_olist__payments') }}

),

products as (

    select
        order_id,
        count(distinct product_id) as products
    from {{ ref('stg_olist__order_items') }}
    group by order_id

),

reviews as (

    select
        order_id,
        count(*) as reviews
    from {{ ref('stg_olist__reviews') }}
    group by order_id

),

copies as (

    select
        payments.amount,
        greatest(coalesce(products.products, 1), 1) as for_products,
        greatest(coalesce(reviews.reviews, 1), 1) as for_reviews
    from payments
    left join products
        on payments.order_id = products.order_id
    left join reviews
        on payments.order_id = reviews.order_id

),

steps as (

    select
        1 as step,
        'payments' as relation,
        count(*) as rows_so_far,
        sum(amount) as amount
    from copies

    union all

    select
        2 as step,
        'joined to the products of the order' as relation,
        sum(for_products) as rows_so_far,
        sum(amount * for_products) as amount
    from copies

    union all

    select
        3 as step,
        'and to its reviews: what the peer adds up' as relation,
        sum(for_products * for_reviews) as rows_so_far,
        sum(amount * for_products * for_reviews) as amount
    from copies

    union all

    select
        4 as step,
        'here: order_lines and rejected_order_lines' as relation,
        sum(lines) as rows_so_far,
        sum(revenue) as amount
    from (
        select
            count(*) as lines,
            sum(revenue + cancelled_revenue) as revenue
        from {{ ref('order_lines') }}

        union all

        select
            count(*) as lines,
            sum(revenue) as revenue
        from {{ ref('rejected_order_lines') }}
    ) as received

)

select
    steps.step,
    steps.relation,
    cast(steps.rows_so_far as integer) as rows_so_far,
    cast(steps.amount as decimal(18, 2)) as amount,
    cast(steps.amount - first_step.amount as decimal(18, 2)) as counted_again
from steps
cross join steps as first_step
where first_step.step = 1
order by steps.step
