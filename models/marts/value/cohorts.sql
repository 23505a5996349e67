-- Customers by the month of their first order, and who of them ordered again how much later.
with orders as (

    select
        customer_id,
        cast(date_trunc('month', ordered_at) as date) as order_month,
        min(cast(date_trunc('month', ordered_at) as date)) over (partition by customer_id)
            as cohort_month,
        revenue
    from {{ ref('int_orders') }}
    where customer_id is not null

),

sizes as (

    select
        cohort_month,
        count(distinct customer_id) as cohort_customers
    from orders
    group by cohort_month

),

last_month as (

    select max(order_month) as order_month
    from orders

),

cells as (

    select
        sizes.cohort_month,
        sizes.cohort_customers,
        months_since_series.months_since
    from sizes
    cross join last_month
    cross join {{ series(
        0, months_between('sizes.cohort_month', 'last_month.order_month'), 'months_since'
    ) }}

),

active as (

    select
        cohort_month,
        {{ months_between('cohort_month', 'order_month') }} as months_since,
        count(distinct customer_id) as customers,
        sum(revenue) as revenue
    from orders
    group by
        cohort_month,
        {{ months_between('cohort_month', 'order_month') }}

)

select
    cells.cohort_month,
    cast(cells.months_since as integer) as months_since,
    cast(cells.cohort_customers as integer) as cohort_customers,
    cast(coalesce(active.customers, 0) as integer) as customers,
    cast(coalesce(active.customers, 0) / cells.cohort_customers as decimal(9, 6))
        as retention_rate,
    cast(coalesce(active.revenue, 0) as decimal(18, 4)) as revenue
from cells
left join active
    on cells.cohort_month = active.cohort_month
    and cells.months_since = active.months_since
order by
    cells.cohort_month,
    cells.months_since
