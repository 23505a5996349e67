with months as (

    select
        as_of_date,
        cast(
            date_trunc('month', {{ add_days('as_of_date', -1) }}) as date
        ) as month
    from {{ ref('int_rfm__dates') }}
    where exists (select 1 from {{ ref('int_orders') }})

),

orders as (

    select
        cast(date_trunc('month', ordered_at) as date) as month,
        count(*) as orders,
        count(distinct customer_id) as customers,
        sum(revenue) as revenue,
        sum(case when customer_id is not null then revenue else 0 end) as customer_revenue
    from {{ ref('int_orders') }}
    group by cast(date_trunc('month', ordered_at) as date)

)

select
    months.month,
    months.as_of_date,
    cast('{{ currency() }}' as varchar) as currency,
    cast(coalesce(orders.revenue, 0) as decimal(18, 4)) as revenue,
    cast(coalesce(orders.customers, 0) as integer) as customers,
    cast(coalesce(orders.orders, 0) as integer) as orders,
    cast(orders.revenue / orders.orders as decimal(18, 4)) as average_order_value,
    cast(
        orders.customer_revenue / nullif(orders.customers, 0) as decimal(18, 4)
    ) as revenue_per_customer,
    as_of.customers as customers_so_far,
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
from months
inner join {{ ref('int_value__as_of') }} as as_of
    on months.as_of_date = as_of.as_of_date
left join orders
    on months.month = orders.month
order by months.month
