{%- set names = [
    'revenue', 'customers', 'orders', 'average_order_value', 'revenue_per_customer',
] -%}
-- The key figures of the last span, of the span that it is compared with, and of all orders.
with spans as (select * from {{ ref('int_value__spans') }}),

orders as (select * from {{ ref('int_orders') }}),

totals as (select * from {{ ref('kpis') }}),

ends as (

    select
        false as is_previous,
        period_from as first_date,
        period_to as last_date
    from spans

    union all

    select
        true as is_previous,
        previous_from as first_date,
        previous_to as last_date
    from spans
    where compared_with <> 'nothing'

),

history as (

    select count(*) as all_orders
    from orders

),

-- A span without orders sold nothing. A source without orders has no spans.
figures as (

    select
        ends.is_previous,
        coalesce(sum(orders.revenue), 0) as revenue,
        count(distinct orders.customer_id) as customers,
        count(orders.order_id) as orders,
        cast(sum(orders.revenue) as double) / nullif(count(orders.order_id), 0)
            as average_order_value,
        cast(sum(case when orders.customer_id is not null then orders.revenue end) as double)
        / nullif(count(distinct orders.customer_id), 0) as revenue_per_customer
    from ends
    cross join history
    left join orders
        on ends.first_date <= orders.ordered_at
        and {{ add_days('ends.last_date', 1) }} > orders.ordered_at
    where history.all_orders > 0
    group by ends.is_previous

),

compared as (
    {% for name in names %}
    select
        '{{ name }}' as kpi,
        {{ loop.index }} as kpi_rank,
        {{ rounded('latest.' ~ name, 28, 6) }} as figure,
        {{ rounded('previous.' ~ name, 28, 6) }} as previous_figure,
        cast(totals.{{ name }} as decimal(28, 6)) as all_time_figure
    from totals
    left join figures as latest
        on not latest.is_previous
    left join figures as previous
        on previous.is_previous
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    cast(compared.kpi as string) as kpi,
    cast(compared.kpi_rank as integer) as kpi_rank,
    spans.as_of_date,
    spans.period_from,
    spans.period_to,
    spans.compared_with,
    spans.previous_from,
    spans.previous_to,
    compared.figure,
    compared.previous_figure,
    {{ rounded(
        'cast(compared.figure as double) / nullif(compared.previous_figure, 0) - 1', 28, 6
    ) }}
        as change_rate,
    compared.all_time_figure
from compared
cross join spans
order by compared.kpi_rank
