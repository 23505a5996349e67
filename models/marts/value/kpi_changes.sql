-- Two spans of active_days days, one after the other: a month that has only begun is not held
-- against a whole one, nor a span against one that began before the first order.
with history as (

    select cast(min(ordered_at) as date) as first_ordered_date
    from {{ ref('int_orders') }}

),

as_of as (

    select
        as_of_date,
        cast({{ add_days('as_of_date', -var('active_days')) }} as date) as period_start,
        cast({{ add_days('as_of_date', -2 * var('active_days')) }} as date) as previous_start
    from {{ ref('int_rfm__dates') }}
    where is_current

),

orders as (

    select
        orders.customer_id,
        orders.revenue,
        orders.ordered_at >= as_of.period_start as is_in_period
    from {{ ref('int_orders') }} as orders
    cross join as_of
    where orders.ordered_at >= as_of.previous_start
        and orders.ordered_at < as_of.as_of_date

),

periods as (

    select
        is_in_period,
        cast(sum(revenue) as decimal(18, 4)) as revenue,
        cast(count(distinct customer_id) as decimal(18, 4)) as customers,
        cast(count(*) as decimal(18, 4)) as orders,
        cast(sum(revenue) / count(*) as decimal(18, 4)) as average_order_value,
        cast(
            sum(case when customer_id is not null then revenue end)
            / nullif(count(distinct customer_id), 0)
            as decimal(18, 4)
        ) as revenue_per_customer
    from orders
    group by is_in_period

),

kpis as (
    {% for kpi in [
        'revenue', 'customers', 'orders', 'average_order_value', 'revenue_per_customer',
    ] %}
    select
        is_in_period,
        cast('{{ kpi }}' as varchar) as kpi,
        {{ loop.index }} as kpi_rank,
        {{ kpi }} as figure
    from periods
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

compared as (

    select
        kpis.kpi,
        kpis.kpi_rank,
        max(case when kpis.is_in_period then kpis.figure end) as figure,
        max(
            case
                when not kpis.is_in_period and history.first_ordered_date <= as_of.previous_start
                    then kpis.figure
            end
        ) as previous_figure
    from kpis
    cross join as_of
    cross join history
    group by
        kpis.kpi,
        kpis.kpi_rank

)

select
    compared.kpi,
    cast(compared.kpi_rank as integer) as kpi_rank,
    as_of.period_start,
    as_of.previous_start,
    as_of.as_of_date,
    compared.figure,
    compared.previous_figure,
    cast(
        compared.figure / nullif(compared.previous_figure, 0) - 1 as decimal(18, 6)
    ) as change_rate
from compared
cross join as_of
order by kpi_rank
