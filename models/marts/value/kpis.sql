with dates as (

    select * from {{ ref('int_rfm__spine') }}
    where is_current

),

measures as (select * from {{ ref('int_value__as_of') }}),

metrics as (

    select * from {{ ref('int_rfm__metrics') }}
    where is_current

),

all_orders as (select * from {{ ref('int_orders') }}),

limits as (select * from {{ ref('int_cleaning__limits') }}),

as_of as (

    select measures.*
    from measures
    inner join dates
        on measures.as_of_date = dates.as_of_date

),

customers as (

    select
        sum(frequency) as orders,
        sum(monetary) as revenue
    from metrics

),

guests as (

    select
        count(*) as orders,
        coalesce(sum(revenue), 0) as revenue
    from all_orders
    where customer_id is null

),

costs as (

    select
        sum(cost) as cost,
        sum(costed_revenue) as costed_revenue
    from all_orders

),

orders as (

    select
        coalesce(customers.orders, 0) + guests.orders as orders,
        coalesce(customers.revenue, 0) + guests.revenue as revenue,
        coalesce(customers.revenue, 0) as customer_revenue
    from customers
    cross join guests

)

select
    as_of.as_of_date,
    limits.currency,
    cast(orders.revenue as decimal(28, 6)) as revenue,
    {{ margin_columns('costs', 'orders.revenue') }},
    as_of.customers,
    cast(orders.orders as integer) as orders,
    {{ rounded('cast(orders.revenue as double) / orders.orders', 28, 4) }} as average_order_value,
    {{ rounded(
        'cast(orders.customer_revenue as double) / nullif(as_of.customers, 0)', 28, 4
    ) }} as revenue_per_customer,
    as_of.active_customers,
    as_of.retention_rate,
    as_of.pareto_customers,
    as_of.pareto_customer_share,
    as_of.gini,
    as_of.high_value_at_risk_customers,
    as_of.high_value_at_risk_revenue,
    as_of.opportunity_customers,
    as_of.leading_segment_id,
    as_of.leading_segment_revenue_share
from as_of
cross join orders
cross join costs
cross join limits
