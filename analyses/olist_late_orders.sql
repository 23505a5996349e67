-- Which recent orders came late? Orders of the last three months that were not cancelled and came
-- at least three days after the promised day. The three months are calendar days and end with the
-- last purchase in the data.
{{ config(enabled=dataset() == 'olist') }}

with orders as (

    select * from {{ ref('stg_olist__orders') }}

),

period as (

    select {{ add_months('cast(max(ordered_at) as date)', -3) }} as first_day
    from orders

)

select
    orders.order_id,
    accounts.customer_id,
    customers.segment_name,
    orders.ordered_at,
    orders.estimated_delivery_date,
    orders.delivered_at,
    orders.delivery_delay_days
from orders
cross join period
left join {{ ref('stg_olist__accounts') }} as accounts
    on orders.account_id = accounts.account_id
left join {{ ref('customers') }} as customers
    on accounts.customer_id = customers.customer_id
where orders.ordered_at >= period.first_day
    and not orders.is_cancelled
    and orders.delivery_delay_days >= 3
order by
    orders.delivery_delay_days desc,
    orders.order_id asc
