-- All marts have the same revenue, orders and customers. They are the totals of the accepted lines,
-- and of the summaries of customers without lines. A failure means that two pages of a report
-- contradict each other.
with lines as (

    select
        sum(revenue) as revenue,
        sum(case when customer_id is not null then revenue else 0 end) as customer_revenue,
        count(distinct order_id) as orders,
        count(distinct customer_id) as customers
    from {{ ref('order_lines') }}

),

summaries as (

    select
        coalesce(sum(monetary), 0) as revenue,
        coalesce(sum(frequency), 0) as orders,
        count(*) as customers
    from {{ ref('input__customer_summaries') }}
    where customer_id not in (
        select lines.customer_id
        from {{ ref('order_lines') }} as lines
        where lines.customer_id is not null
    )

),

received as (

    select
        coalesce(lines.revenue, 0) + summaries.revenue as revenue,
        coalesce(lines.customer_revenue, 0) + summaries.revenue as customer_revenue,
        lines.orders + summaries.orders as orders,
        lines.customers + summaries.customers as customers
    from lines
    cross join summaries

),

order_marts as (

    select
        'orders' as mart,
        sum(revenue) as revenue,
        count(*) as orders
    from {{ ref('orders') }}

    union all

    select
        'kpis_monthly' as mart,
        sum(revenue) as revenue,
        sum(orders) as orders
    from {{ ref('kpis_monthly') }}

),

all_marts as (

    select
        'kpis' as mart,
        sum(revenue) as revenue,
        sum(orders) as orders,
        sum(customers) as customers
    from {{ ref('kpis') }}

),

customer_marts as (

    select
        'customers' as mart,
        sum(monetary) as revenue,
        count(*) as customers
    from {{ ref('customers') }}

    union all

    select
        'segments' as mart,
        sum(revenue) as revenue,
        sum(customers) as customers
    from {{ ref('segments') }}

    union all

    select
        'pareto_curve' as mart,
        sum(monetary) as revenue,
        count(*) as customers
    from {{ ref('pareto_curve') }}

    union all

    select
        'segment_actions' as mart,
        sum(revenue) as revenue,
        sum(customers) as customers
    from {{ ref('segment_actions') }}

)

select concat(
    order_marts.mart, ' has revenue ', order_marts.revenue, ', orders ', order_marts.orders,
    '; order_lines has ', lines.revenue, ', ', lines.orders
) as problem
from order_marts
cross join lines
where coalesce(order_marts.revenue, 0) <> coalesce(lines.revenue, 0)
    or coalesce(order_marts.orders, 0) <> lines.orders

union all

select concat(
    all_marts.mart, ' has revenue ', all_marts.revenue, ', orders ', all_marts.orders,
    ', customers ', all_marts.customers, '; lines and summaries have ', received.revenue, ', ',
    received.orders, ', ', received.customers
) as problem
from all_marts
cross join received
where coalesce(all_marts.revenue, 0) <> received.revenue
    or coalesce(all_marts.orders, 0) <> received.orders
    or coalesce(all_marts.customers, 0) <> received.customers

union all

select concat(
    customer_marts.mart, ' has revenue ', customer_marts.revenue, ', customers ',
    customer_marts.customers, '; lines and summaries of customers have ',
    received.customer_revenue, ', ', received.customers
) as problem
from customer_marts
cross join received
where coalesce(customer_marts.revenue, 0) <> received.customer_revenue
    or coalesce(customer_marts.customers, 0) <> received.customers
