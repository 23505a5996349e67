with dates as (select * from {{ ref('int_rfm__spine') }}),

as_of as (select * from {{ ref('int_value__as_of') }}),

orders as (select * from {{ ref('int_value__months') }}),

all_orders as (select * from {{ ref('int_orders') }}),

limits as (select * from {{ ref('int_cleaning__limits') }}),

history as (

    select min(ordered_at) as first_ordered_at
    from all_orders

),

starts as (

    select
        dates.as_of_date,
        history.first_ordered_at,
        cast(
            date_trunc('month', {{ add_days('dates.as_of_date', -1) }}) as date
        ) as month
    from dates
    cross join history
    where history.first_ordered_at is not null

),

ends as (

    select
        as_of_date,
        first_ordered_at,
        month,
        cast({{ add_months('month', 1) }} as date) as next_month,
        cast({{ add_months('month', -12) }} as date) as month_year_before
    from starts

),

-- An unfinished month has fewer days than the same month a year before.
months as (

    select
        ends.*,
        ends.as_of_date >= ends.next_month as is_complete,
        ends.as_of_date >= ends.next_month
        and {{ reaches_back('ends.first_ordered_at', 'ends.month_year_before') }}
            as has_year_before
    from ends

)

select
    months.month,
    cast({{ add_days('months.next_month', -1) }} as date) as month_end,
    months.as_of_date,
    months.is_complete,
    limits.currency,
    cast(coalesce(orders.revenue, 0) as decimal(28, 6)) as revenue,
    {{ margin_columns('orders', 'orders.revenue') }},
    cast(coalesce(orders.customers, 0) as integer) as customers,
    cast(coalesce(orders.orders, 0) as integer) as orders,
    {{ rounded('cast(orders.revenue as double) / orders.orders', 28, 4) }} as average_order_value,
    {{ rounded(
        'cast(orders.customer_revenue as double) / nullif(orders.customers, 0)', 28, 4
    ) }} as revenue_per_customer,
    cast(coalesce(orders.new_customers, 0) as integer) as new_customers,
    cast(coalesce(orders.customers - orders.new_customers, 0) as integer) as returning_customers,
    cast(coalesce(orders.new_customer_revenue, 0) as decimal(28, 6)) as new_customer_revenue,
    cast(coalesce(orders.customer_revenue - orders.new_customer_revenue, 0) as decimal(28, 6))
        as returning_customer_revenue,
    {% for figure, type in {
        'revenue': 'decimal(28, 6)', 'customers': 'integer', 'orders': 'integer',
    }.items() -%}
    cast(
        case when months.has_year_before then coalesce(year_before.{{ figure }}, 0) end
        as {{ type }}
    ) as {{ figure }}_year_before,
    {% endfor -%}
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
cross join limits
inner join as_of
    on months.as_of_date = as_of.as_of_date
left join orders
    on months.month = orders.month
left join orders as year_before
    on months.month_year_before = year_before.month
order by months.month
