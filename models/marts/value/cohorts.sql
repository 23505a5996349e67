-- Customers by the month of their first order, and how many of them ordered in each later month.
with all_orders as (select * from {{ ref('int_orders__sequence') }}),

dates as (

    select * from {{ ref('int_rfm__spine') }}
    where is_current

),

orders as (

    select
        customer_id,
        revenue,
        cost,
        costed_revenue,
        cast(date_trunc('month', first_ordered_at) as date) as cohort_month,
        {{ months_between('first_ordered_at', 'ordered_at') }} as months_since
    from all_orders

),

sizes as (

    select
        cohort_month,
        count(distinct customer_id) as cohort_customers
    from orders
    group by cohort_month

),

months as (

    select
        sizes.cohort_month,
        sizes.cohort_customers,
        dates.as_of_date,
        months_since_series.months_since,
        cast(
            {{ add_months('sizes.cohort_month', 'months_since_series.months_since + 1') }} as date
        ) as next_month
    from sizes
    cross join dates
    cross join {{ series(
        0,
        months_between('sizes.cohort_month', add_days('dates.as_of_date', -1)),
        'months_since',
    ) }}

),

active as (

    select
        cohort_month,
        months_since,
        count(distinct customer_id) as customers,
        sum(revenue) as revenue,
        sum(cost) as cost,
        sum(costed_revenue) as costed_revenue
    from orders
    group by
        cohort_month,
        months_since

)

select
    months.cohort_month,
    cast(months.months_since as integer) as months_since,
    cast({{ add_days('months.next_month', -1) }} as date) as month_end,
    months.as_of_date >= months.next_month as is_complete,
    cast(months.cohort_customers as integer) as cohort_customers,
    cast(coalesce(active.customers, 0) as integer) as customers,
    {{ rounded('coalesce(active.customers, 0) / months.cohort_customers', 9, 6) }}
        as retention_rate,
    cast(coalesce(active.revenue, 0) as decimal(28, 6)) as revenue,
    {{ margin_columns('active', 'active.revenue') }},
    {{ rounded(
        'cast(sum(coalesce(active.revenue, 0)) over ('
        ~ ' partition by months.cohort_month order by months.months_since asc nulls last'
        ~ ' rows between unbounded preceding and current row'
        ~ ') as double) / months.cohort_customers',
        28, 4,
    ) }} as cumulative_revenue_per_customer
from months
left join active
    on months.cohort_month = active.cohort_month
    and months.months_since = active.months_since
order by
    months.cohort_month,
    months.months_since
