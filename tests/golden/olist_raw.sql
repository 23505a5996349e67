-- What Olist holds as published. A failure means that the adapter loses rows, counts money more
-- than once, or takes accounts for customers.
{{ config(enabled=holds_under('olist')) }}

with orders as (

    select
        orders.*,
        accounts.customer_id,
        orders.order_id in (
            select items.order_id from {{ ref('stg_olist__order_items') }} as items
        ) as has_items,
        orders.order_id in (
            select payments.order_id from {{ ref('stg_olist__payments') }} as payments
        ) as has_payment,
        orders.order_id in (
            select reviews.order_id from {{ ref('stg_olist__reviews') }} as reviews
        ) as has_review
    from {{ ref('stg_olist__orders') }} as orders
    inner join {{ ref('stg_olist__accounts') }} as accounts
        on orders.account_id = accounts.account_id

),

customers as (

    select
        customer_id,
        count(*) as orders
    from orders
    group by customer_id

),

items as (

    select
        items.*,
        orders.order_status
    from {{ ref('stg_olist__order_items') }} as items
    inner join orders
        on items.order_id = orders.order_id

),

figures as (

    {{ figures([
        ('orders', 'count(*)', 99441),
        ('first', 'min(ordered_at)', '2016-09-04 21:15:19'),
        ('last', 'max(ordered_at)', '2018-10-17 17:30:18'),
        ('delivered', "sum(case when order_status = 'delivered' then 1 end)", 96478),
        ('canceled', "sum(case when order_status = 'canceled' then 1 end)", 625),
        ('unavailable', "sum(case when order_status = 'unavailable' then 1 end)", 609),
        ('orders without items', 'sum(case when not has_items then 1 end)', 775),
        ('orders without payment', 'sum(case when not has_payment then 1 end)', 1),
        ('orders without review', 'sum(case when not has_review then 1 end)', 768),
    ], from='orders') }}

    union all

    {{ figures([
        ('customers', 'count(*)', 96096),
        ('with one order', 'sum(case when orders = 1 then 1 end)', 93099),
        ('with two orders', 'sum(case when orders = 2 then 1 end)', 2745),
        ('with more orders', 'sum(case when orders > 2 then 1 end)', 252),
    ], from='customers') }}

    union all

    {{ figures([
        ('price', 'sum(price)', '13591643.70'),
        ('freight', 'sum(freight)', '2251909.54'),
        (
            'delivered price and freight',
            "sum(case when order_status = 'delivered' then price + freight end)",
            '15419773.75',
        ),
    ], from='items') }}

    union all

    {{ figures([('payments', 'sum(amount)', '16008872.12')], from=ref('stg_olist__payments')) }}

    union all

    {{ figures([
        ('mean review', 'round(avg(score), 4)', '4.0864'),
    ], from=ref('stg_olist__reviews')) }}

    union all

    {{ figures([
        ('categories translated', 'count(distinct category_pt)', 71),
    ], from=ref('stg_olist__categories')) }}

)

{{ differences('figures') }}
