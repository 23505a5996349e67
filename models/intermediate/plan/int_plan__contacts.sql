-- Customers in the order in which the action of their group reaches them: first those with the
-- most recent revenue. expected_return is the margin on the mean assumed uplift per unit of cost.
-- A group without a positive cost reaches nobody.
with shares as (

    select * from {{ ref('int_plan__shares') }}
    where budget_per_customer > 0

),

members as (select * from {{ ref('int_plan__members') }}),

margins as (select * from {{ ref('int_plan__margins') }}),

ordered as (

    select
        shares.*,
        members.customer_id,
        members.recent_revenue,
        row_number() over (
            partition by shares.group_id
            order by members.recent_revenue desc nulls last, members.customer_id asc nulls last
        ) as contact_rank,
        cast(shares.assumed_uplift_low + shares.assumed_uplift_high as double) / 2
        * margins.margin_rate
        * members.recent_revenue / shares.budget_per_customer as expected_return
    from members
    inner join shares
        on members.plan_by = shares.plan_by
        and members.group_id = shares.group_id
    inner join margins
        on members.plan_by = margins.plan_by
        and members.group_id = margins.group_id

)

select
    group_id,
    group_rank,
    customer_id,
    recent_revenue,
    budget_per_customer,
    cast(contact_rank as integer) as contact_rank,
    cast(expected_return as double) as expected_return,
    contact_rank * budget_per_customer <= coalesce(budget, 0) as is_within_share
from ordered
