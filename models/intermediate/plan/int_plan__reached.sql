-- Customers whom the plan reaches. The budget of a group reaches as many of its customers as its
-- share pays for. What then remains of the marketing budget goes to the customers with the highest
-- expected return, in any group, while the expected margin at least covers the cost.
with contacts as (select * from {{ ref('int_plan__contacts') }}),

remaining as (

    select
        cast({{ var('marketing_budget') }} as decimal(18, 2)) - coalesce(
            sum(case when is_within_share then budget_per_customer end), 0
        ) as budget
    from contacts

),

worthwhile as (

    select
        *,
        sum(budget_per_customer) over (
            order by
                expected_return desc nulls last,
                group_rank asc nulls last,
                contact_rank asc nulls last
            rows between unbounded preceding and current row
        ) as cost_so_far
    from contacts
    where not is_within_share
        and expected_return >= 1

)

select
    group_id,
    customer_id,
    recent_revenue,
    budget_per_customer,
    true as is_within_share
from contacts
where is_within_share

union all

select
    worthwhile.group_id,
    worthwhile.customer_id,
    worthwhile.recent_revenue,
    worthwhile.budget_per_customer,
    false as is_within_share
from worthwhile
cross join remaining
where worthwhile.cost_so_far <= remaining.budget
