-- Spreads the marketing budget over the groups that the plan follows. The shares of a playbook may
-- have any sum. Shares and money are differences of rounded running totals, so both sum exactly.
with weights as (

    select * from {{ ref('int_plan__weights') }}
    where plan_by = '{{ var("plan_by") }}'

),

running as (

    select
        *,
        cast(sum(budget_share) over (
            order by group_rank asc nulls last rows between unbounded preceding and current row
        ) as double) / nullif(sum(budget_share) over (), 0) as share_so_far
    from weights

),

rounded as (

    select
        *,
        {{ rounded('share_so_far', 9, 6) }} as rounded_share,
        {{ rounded(var('marketing_budget') ~ ' * share_so_far', 18, 2) }} as rounded_budget
    from running

)

select
    plan_by,
    cast(group_id as string) as group_id,
    cast(group_rank as integer) as group_rank,
    {%- for column, type in {'share': 'decimal(9, 6)', 'budget': 'decimal(18, 2)'}.items() %}
    cast(
        rounded_{{ column }}
        - coalesce(lag(rounded_{{ column }}) over (order by group_rank asc nulls last), 0)
        as {{ type }}
    ) as {{ 'budget_share' if column == 'share' else 'budget' }},
    {%- endfor %}
    cast(budget_per_customer as decimal(18, 2)) as budget_per_customer,
    cast(assumed_uplift_low as decimal(9, 4)) as assumed_uplift_low,
    cast(assumed_uplift_high as decimal(9, 4)) as assumed_uplift_high
from rounded
