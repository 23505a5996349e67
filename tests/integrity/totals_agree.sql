-- The same revenue, orders and customers whichever mart is asked. A failure means that two pages
-- of one report contradict each other.
with lines as (

    select
        sum(revenue) as revenue,
        sum(case when customer_id is not null then revenue else 0 end) as customer_revenue,
        count(distinct order_id) as orders,
        count(distinct customer_id) as customers
    from {{ ref('order_lines') }}

),

marts as (

    select
        'orders' as mart,
        sum(revenue) as revenue,
        count(*) as orders,
        cast(null as bigint) as customers
    from {{ ref('orders') }}

    union all

    select
        'kpis_monthly' as mart,
        sum(revenue) as revenue,
        sum(orders) as orders,
        null as customers
    from {{ ref('kpis_monthly') }}

    union all

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
    marts.mart, ' has revenue ', marts.revenue, ', orders ', marts.orders, ', customers ',
    marts.customers, '; order_lines has ', lines.revenue, ', ', lines.orders, ', ', lines.customers
) as problem
from marts
cross join lines
where coalesce(marts.revenue, 0) <> coalesce(lines.revenue, 0)
    or coalesce(marts.orders, 0) <> lines.orders
    or coalesce(marts.customers, lines.customers) <> lines.customers

union all

select concat(
    customer_marts.mart, ' has revenue ', customer_marts.revenue, ', customers ',
    customer_marts.customers, '; the lines of customers have ', lines.customer_revenue, ', ',
    lines.customers
) as problem
from customer_marts
cross join lines
where coalesce(customer_marts.revenue, 0) <> coalesce(lines.customer_revenue, 0)
    or coalesce(customer_marts.customers, 0) <> lines.customers
