-- What each group is assumed to gain. An uplift applies to the customers reached alone.
with spending as (select * from {{ ref('int_plan__spending') }}),

margins as (select * from {{ ref('int_plan__margins') }}),

explained as (

    select
        spending.*,
        margins.margin_rate,
        margins.margin_basis,
        case
            when coalesce(spending.budget_per_customer, 0) <= 0 then 'no_cost'
            when spending.assumed_uplift_low is null or spending.assumed_uplift_high is null
                then 'no_uplift'
            when spending.customers_reached = 0 then 'nobody_reached'
            when spending.revenue_reached <= 0 then 'no_recent_revenue'
        end as no_effect_reason
    from spending
    inner join margins
        on spending.plan_by = margins.plan_by
        and spending.group_id = margins.group_id

)

select
    *,
    {%- for estimate in ['low', 'high'] %}
    case
        when no_effect_reason is null
            then cast(revenue_reached * assumed_uplift_{{ estimate }} as decimal(28, 2))
    end as gain_{{ estimate }}{{ ',' if not loop.last }}
    {%- endfor %}
from explained
