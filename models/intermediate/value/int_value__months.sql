-- The orders of each calendar month, and those of customers who are new in it: their first order is
-- in the same month.
with all_orders as (select * from {{ ref('int_orders') }}),

sequence as (select * from {{ ref('int_orders__sequence') }}),

orders as (

    select
        all_orders.customer_id,
        all_orders.revenue,
        all_orders.cost,
        all_orders.costed_revenue,
        cast(date_trunc('month', all_orders.ordered_at) as date) as month,
        coalesce(
            date_trunc('month', all_orders.ordered_at)
            = date_trunc('month', sequence.first_ordered_at),
            false
        ) as is_new
    from all_orders
    left join sequence
        on all_orders.order_id = sequence.order_id

)

select
    month,
    cast(sum(revenue) as decimal(28, 6)) as revenue,
    cast(sum(cost) as decimal(28, 6)) as cost,
    cast(sum(costed_revenue) as decimal(28, 6)) as costed_revenue,
    cast(count(*) as integer) as orders,
    cast(count(distinct customer_id) as integer) as customers,
    cast(count(distinct case when is_new then customer_id end) as integer) as new_customers,
    cast(sum(case when customer_id is not null then revenue else 0 end) as decimal(28, 6))
        as customer_revenue,
    cast(sum(case when is_new then revenue else 0 end) as decimal(28, 6)) as new_customer_revenue
from orders
group by month
