-- The weight of each group in the marketing budget. It is the share of the playbook. Under
-- `budget_basis: expected_value` it is the expected revenue of the customers of the group, if its
-- playbook spends money on it. If expected revenue is withheld, the shares of the playbook apply.
with playbook as (select * from {{ ref('int_plan__playbook') }}),

members as (select * from {{ ref('int_plan__members') }}),

expected as (

    select * from {{ ref('int_value__customers') }}
    where expected_revenue is not null

),

grouped as (

    select
        members.plan_by,
        members.group_id,
        sum(expected.expected_revenue) as expected_revenue
    from members
    inner join expected
        on members.customer_id = expected.customer_id
    group by
        members.plan_by,
        members.group_id

),

weighed as (

    select
        playbook.*,
        case
            when playbook.budget_share > 0 then coalesce(grouped.expected_revenue, 0)
            else 0
        end as expected_revenue,
        '{{ var("budget_basis") }}' = 'expected_value'
        and sum(grouped.expected_revenue) over (partition by playbook.plan_by) > 0
            as is_by_value
    from playbook
    left join grouped
        on playbook.plan_by = grouped.plan_by
        and playbook.group_id = grouped.group_id

)

select
    plan_by,
    group_id,
    group_rank,
    cast(case when is_by_value then 'expected_value' else 'share' end as string) as budget_basis,
    cast(
        case when is_by_value then expected_revenue else budget_share end as decimal(28, 6)
    ) as budget_share,
    budget_per_customer,
    assumed_uplift_low,
    assumed_uplift_high
from weighed
