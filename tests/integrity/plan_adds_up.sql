-- The plan promises each euro once: what is spent and what stays unspent sum to the marketing
-- budget, no group costs more than all of its customers, a gain belongs to customers who are paid
-- for, and the totals are the sums of the groups. A failure means that a head of marketing decides
-- on money that is not there.
with groups as (

    select
        concat('segment ', segment_id) as plan_group,
        customers,
        budget,
        budget_per_customer,
        customers_reached,
        spend,
        unspent,
        budget_moved,
        margin_rate,
        gain_low,
        gain_high,
        net_gain_low,
        net_gain_high
    from {{ ref('segment_actions') }}
    where spend is not null

    union all

    select
        concat('cluster ', cluster_id) as plan_group,
        customers,
        budget,
        budget_per_customer,
        customers_reached,
        spend,
        unspent,
        budget_moved,
        margin_rate,
        gain_low,
        gain_high,
        net_gain_low,
        net_gain_high
    from {{ ref('clusters') }}
    where spend is not null

),

totals as (select * from {{ ref('plan_totals') }}),

sums as (

    select
        sum(budget) as budget,
        sum(customers_reached) as customers_reached,
        sum(spend) as spend,
        sum(unspent) as unspent,
        sum(gain_low) as gain_low,
        sum(gain_high) as gain_high,
        sum(net_gain_low) as net_gain_low,
        sum(net_gain_high) as net_gain_high
    from groups

)

select concat(plan_group, ' spends ', spend, ' on ', customers_reached, ' customers') as problem
from groups
where spend <> customers_reached * coalesce(budget_per_customer, 0)
    or customers_reached > customers
    or customers_reached < 0

union all

select concat(
    plan_group, ' has ', budget, ' and got ', budget_moved, ', but spends ', spend, ' and keeps ',
    unspent
) as problem
from groups
where budget + budget_moved <> spend + unspent

union all

select concat(plan_group, ' gains ', gain_low, ' to ', gain_high, ' without a cost') as problem
from groups
where spend = 0
    and (coalesce(gain_low, 0) <> 0 or coalesce(gain_high, 0) <> 0)

union all

select concat(plan_group, ' nets ', net_gain_low, ' to ', net_gain_high) as problem
from groups
where net_gain_low <> coalesce(gain_low, 0) * margin_rate - spend
    or net_gain_high <> coalesce(gain_high, 0) * margin_rate - spend

union all

select concat(
    'the groups spend ', sums.spend, ' and keep ', sums.unspent, ', the totals say ', totals.spend,
    ' and ', totals.unspent
) as problem
from totals
cross join sums
where coalesce(sums.spend, 0) <> totals.spend
    or coalesce(sums.budget, totals.budget) <> totals.budget
    or coalesce(sums.unspent, totals.unspent) <> totals.unspent
    or totals.spend + totals.unspent <> totals.budget
    or coalesce(sums.customers_reached, 0) <> totals.customers_reached

union all

select concat('the groups net ', sums.net_gain_low, ', the totals say ', totals.net_gain_low)
    as problem
from totals
cross join sums
where sums.net_gain_low is distinct from totals.net_gain_low
    or sums.net_gain_high is distinct from totals.net_gain_high
    or sums.gain_low is distinct from totals.gain_low
    or sums.gain_high is distinct from totals.gain_high
