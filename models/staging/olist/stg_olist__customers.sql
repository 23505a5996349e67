{{ config(enabled=dataset() == 'olist') }}

-- The shop makes one account per order, so a customer can have several accounts. The address is
-- that of the latest order. Cancelled orders do not count for payments and deliveries.
with accounts as (select * from {{ ref('stg_olist__accounts') }}),

orders as (select * from {{ ref('stg_olist__orders') }}),

payments as (select * from {{ ref('stg_olist__payments') }}),

placed as (

    select
        accounts.customer_id,
        accounts.zip_code_prefix,
        accounts.city,
        accounts.state,
        orders.order_id,
        orders.is_cancelled,
        orders.delivery_delay_days,
        row_number() over (
            partition by accounts.customer_id
            order by orders.ordered_at desc nulls last, orders.order_id asc nulls last
        ) as order_rank
    from accounts
    left join orders
        on accounts.account_id = orders.account_id

),

deliveries as (

    select
        customer_id,
        avg(delivery_delay_days) as delivery_delay_days
    from placed
    where not is_cancelled
    group by customer_id

),

payment_types as (

    select
        placed.customer_id,
        payments.payment_type,
        max(payments.installments) as installments,
        sum(payments.amount) as amount
    from placed
    inner join payments
        on placed.order_id = payments.order_id
    where not placed.is_cancelled
    group by
        placed.customer_id,
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
    from payment_types

)

select
    placed.customer_id,
    cast(null as string) as customer_name,
    'Brazil' as country,
    placed.city,
    cast(null as decimal(18, 2)) as income,
    cast(null as integer) as birth_year,
    cast(null as date) as joined_date,
    placed.state as x_state,
    placed.zip_code_prefix as x_zip_code_prefix,
    habits.payment_type as x_payment_type,
    habits.installments as x_installments,
    {{ rounded('deliveries.delivery_delay_days', 9, 1) }} as x_delivery_delay_days
from placed
left join deliveries
    on placed.customer_id = deliveries.customer_id
left join habits
    on placed.customer_id = habits.customer_id
    and habits.payment_rank = 1
where placed.order_rank = 1
