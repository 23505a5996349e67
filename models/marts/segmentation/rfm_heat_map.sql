-- Every pair of scores is there, those without customers too: a hole in a heat map says nothing.
with customers as (

    select
        r_score,
        f_score,
        monetary
    from {{ ref('customers') }}

),

cells as (

    select
        r_score,
        f_score
    from (select distinct 1 as one from customers) as there_are_some
    cross join {{ series(1, var('rfm_scores'), 'r_score') }}
    cross join {{ series(1, var('rfm_scores'), 'f_score') }}

),

totals as (

    select
        count(*) as customers,
        sum(monetary) as revenue
    from customers

)

select
    cast(cells.r_score as integer) as r_score,
    cast(cells.f_score as integer) as f_score,
    cast(count(customers.r_score) as integer) as customers,
    cast(count(customers.r_score) / totals.customers as decimal(9, 6)) as customer_share,
    cast(coalesce(sum(customers.monetary), 0) as decimal(18, 4)) as revenue,
    cast(
        coalesce(sum(customers.monetary), 0) / nullif(totals.revenue, 0) as decimal(9, 6)
    ) as revenue_share
from cells
cross join totals
left join customers
    on cells.r_score = customers.r_score
    and cells.f_score = customers.f_score
group by
    cells.r_score,
    cells.f_score,
    totals.customers,
    totals.revenue
order by
    cells.r_score,
    cells.f_score
