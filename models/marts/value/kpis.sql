with as_of as (

    select as_of.*
    from {{ ref('int_value__as_of') }} as as_of
    inner join {{ ref('int_rfm__dates') }} as dates
        on as_of.as_of_date = dates.as_of_date
    where dates.is_current

),

customers as (

    select
        sum(frequency) as orders,
        sum(monetary) as revenue
    from {{ ref('int_rfm__metrics') }}
    where is_current

),

guests as (

    select
        count(*) as orders,
        coalesce(sum(revenue), 0) as revenue
    from {{ ref('int_orders') }}
    where customer_id is null

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
    cast('{{ currency() }}' as varchar) as currency,
    cast(orders.revenue as decimal(18, 4)) as revenue,
    as_of.customers,
    cast(orders.orders as integer) as orders,
    cast(orders.revenue / orders.orders as decimal(18, 4)) as average_order_value,
    cast(orders.customer_revenue / as_of.customers as decimal(18, 4)) as revenue_per_customer,
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
