-- Slices sum to the months and to the segments of the other marts. A failure means that a filter on
-- a page or in a BI tool shows figures that the tiles contradict.
with months as (

    select
        concat('month ', month) as part,
        revenue,
        orders,
        null as customers
    from {{ ref('kpis_monthly') }}

),

segments as (

    select
        concat('segment ', segment_id) as part,
        sum(monetary) as revenue,
        sum(frequency) as orders,
        count(*) as customers
    from {{ ref('customers') }}
    where first_ordered_at is not null
    group by segment_id

),

marts as (

    select * from months

    union all

    select * from segments

),

lines as (

    select
        concat('month ', month) as part,
        sum(revenue) as revenue
    from {{ ref('segment_slices') }}
    group by month

    union all

    select
        concat('segment ', segment_id_now) as part,
        sum(revenue) as revenue
    from {{ ref('segment_slices') }}
    where segment_id_now is not null
    group by segment_id_now

),

orders as (

    select
        concat('month ', month) as part,
        sum(revenue) as revenue,
        sum(orders) as orders,
        null as customers
    from {{ ref('order_slices') }}
    group by month

    union all

    select
        concat('segment ', segment_id_now) as part,
        sum(revenue) as revenue,
        sum(orders) as orders,
        sum(new_customers) as customers
    from {{ ref('order_slices') }}
    where segment_id_now is not null
    group by segment_id_now

),

unassigned as (

    select count(*) as slices
    from {{ ref('order_slices') }}
    where (segment_id_then is null) <> (segment_id_now is null)

),

cohort_sums as (

    select
        cohort_month,
        months_since,
        sum(customers) as customers,
        sum(revenue) as revenue
    from {{ ref('cohort_slices') }}
    group by
        cohort_month,
        months_since

)

select concat(
    coalesce(marts.part, lines.part, orders.part), ' has revenue ', marts.revenue, ', ',
    marts.orders, ' orders and ', marts.customers, ' customers; slices of lines have ',
    lines.revenue, ', slices of orders ', orders.revenue, ', ', orders.orders, ' and ',
    orders.customers
) as problem
from marts
full outer join lines
    on marts.part = lines.part
full outer join orders
    on coalesce(marts.part, lines.part) = orders.part
where coalesce(marts.revenue, 0) <> coalesce(lines.revenue, 0)
    or coalesce(marts.revenue, 0) <> coalesce(orders.revenue, 0)
    or coalesce(marts.orders, 0) <> coalesce(orders.orders, 0)
    or coalesce(marts.customers, 0) <> coalesce(orders.customers, 0)

union all

select concat(slices, ' slices have a segment then or now, but not both') as problem
from unassigned
where slices > 0

union all

select concat(
    'cohort ', cohorts.cohort_month, ' has ', cohorts.customers, ' customers and revenue ',
    cohorts.revenue, ' after ', cohorts.months_since, ' months; its slices have ',
    cohort_sums.customers, ' and ', cohort_sums.revenue
) as problem
from {{ ref('cohorts') }} as cohorts
full outer join cohort_sums
    on cohorts.cohort_month = cohort_sums.cohort_month
    and cohorts.months_since = cohort_sums.months_since
where coalesce(cohorts.customers, 0) <> coalesce(cohort_sums.customers, 0)
    or coalesce(cohorts.revenue, 0) <> coalesce(cohort_sums.revenue, 0)
