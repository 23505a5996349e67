{{ config(enabled=dataset() == 'olist') }}

-- An account is made for every order; a customer is who stands behind them. They live where their
-- latest order says; how they pay and are served is told by the orders that were not called off.
with orders as (

    select
        accounts.customer_id,
        accounts.zip_code_prefix,
        accounts.city,
        accounts.state,
        orders.order_id,
        orders.ordered_at,
        orders.is_cancelled,
        orders.delivery_delay_days
    from {{ ref('stg_olist__accounts') }} as accounts
    left join {{ ref('stg_olist__orders') }} as orders
        on accounts.account_id = orders.account_id

),

homes as (

    select
        *,
        row_number() over (
            partition by customer_id
            order by ordered_at desc nulls last, order_id asc nulls last
        ) as order_rank
    from orders

),

deliveries as (

    select
        customer_id,
        avg(delivery_delay_days) as delivery_delay_days
    from orders
    where not is_cancelled
    group by customer_id

),

payments as (

    select
        orders.customer_id,
        payments.payment_type,
        max(payments.installments) as installments,
        sum(payments.amount) as amount
    from orders
    inner join {{ ref('stg_olist__payments') }} as payments
        on orders.order_id = payments.order_id
    where not orders.is_cancelled
    group by
        orders.customer_id,
        payments.payment_type

),

habits as (

    select
        customer_id,
        payment_type,
        max(installments) over (partition by customer_id) as installments,
        row_number() over (
            partition by customer_id
            order by amount desc nulls last, payment_type asc nulls last
        ) as payment_rank
    from payments

)

select
    homes.customer_id,
    cast(null as varchar) as customer_name,
    'Brazil' as country,
    homes.city,
    cast(null as decimal(18, 2)) as income,
    cast(null as integer) as birth_year,
    cast(null as date) as joined_date,
    homes.state as x_state,
    homes.zip_code_prefix as x_zip_code_prefix,
    habits.payment_type as x_payment_type,
    habits.installments as x_installments,
    cast(deliveries.delivery_delay_days as decimal(9, 1)) as x_delivery_delay_days
from homes
left join deliveries
    on homes.customer_id = deliveries.customer_id
left join habits
    on homes.customer_id = habits.customer_id
    and habits.payment_rank = 1
where homes.order_rank = 1
