-- Olist as published. A failure means that the adapter loses rows, counts money more than once, or
-- confuses accounts with customers.
{{ config(enabled=holds_under('olist')) }}

with orders as (

    select * from {{ ref('stg_olist__orders') }}

),

accounts as (

    select * from {{ ref('stg_olist__accounts') }}

),

order_items as (

    select * from {{ ref('stg_olist__order_items') }}

),

payments as (

    select * from {{ ref('stg_olist__payments') }}

),

reviews as (

    select * from {{ ref('stg_olist__reviews') }}

),

categories as (

    select * from {{ ref('stg_olist__categories') }}

),

orders_of_customers as (

    select
        orders.*,
        accounts.customer_id,
        orders.order_id in (select order_items.order_id from order_items) as has_items,
        orders.order_id in (select payments.order_id from payments) as has_payment,
        orders.order_id in (select reviews.order_id from reviews) as has_review
    from orders
    inner join accounts
        on orders.account_id = accounts.account_id

),

customers as (

    select
        customer_id,
        count(*) as orders
    from orders_of_customers
    group by customer_id

),

order_figures as (

    select
        count(*) as orders,
        min(ordered_at) as first_ordered_at,
        max(ordered_at) as last_ordered_at,
        sum(case when order_status = 'delivered' then 1 else 0 end) as delivered,
        sum(case when order_status = 'canceled' then 1 else 0 end) as canceled,
        sum(case when order_status = 'unavailable' then 1 else 0 end) as unavailable,
        sum(case when not has_items then 1 else 0 end) as without_items,
        sum(case when not has_payment then 1 else 0 end) as without_payment,
        sum(case when not has_review then 1 else 0 end) as without_review
    from orders_of_customers

),

customer_figures as (

    select
        count(*) as customers,
        sum(case when orders = 1 then 1 else 0 end) as with_one_order,
        sum(case when orders = 2 then 1 else 0 end) as with_two_orders,
        sum(case when orders > 2 then 1 else 0 end) as with_more_orders
    from customers

),

item_figures as (

    select
        sum(order_items.price) as price,
        sum(order_items.freight) as freight,
        sum(
            case
                when orders.order_status = 'delivered'
                    then order_items.price + order_items.freight
            end
        ) as delivered_price_and_freight
    from order_items
    inner join orders
        on order_items.order_id = orders.order_id

),

other_figures as (

    select
        (select sum(payments.amount) from payments) as payments,
        (select round(avg(reviews.score), 4) from reviews) as mean_review,
        (select count(distinct categories.category_pt) from categories) as translated_categories

),

actual as (

    select
        order_figures.*,
        customer_figures.*,
        item_figures.*,
        other_figures.*
    from order_figures
    cross join customer_figures
    cross join item_figures
    cross join other_figures

)

{{ differences('olist_raw', 'actual') }}
