-- How many customers each group reaches, at which cost, and what remains of its share.
with shares as (select * from {{ ref('int_plan__shares') }}),

reached as (select * from {{ ref('int_plan__reached') }}),

costs as (

    select
        group_id,
        count(*) as customers_reached,
        sum(budget_per_customer) as spend,
        sum(case when is_within_share then budget_per_customer else 0 end) as spend_of_share,
        sum(recent_revenue) as revenue_reached
    from reached
    group by group_id

)

select
    shares.*,
    cast(coalesce(costs.customers_reached, 0) as integer) as customers_reached,
    cast(coalesce(costs.spend, 0) as decimal(18, 2)) as spend,
    cast(coalesce(costs.revenue_reached, 0) as decimal(28, 6)) as revenue_reached,
    cast(
        coalesce(shares.budget, 0) - coalesce(costs.spend_of_share, 0) as decimal(18, 2)
    ) as share_left
from shares
left join costs
    on shares.group_id = costs.group_id
