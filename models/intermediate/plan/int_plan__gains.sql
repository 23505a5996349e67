-- What each group is assumed to gain. An uplift applies to the customers reached alone.
with spending as (select * from {{ ref('int_plan__spending') }}),

margin as (select * from {{ ref('int_value__margin') }}),

explained as (

    select
        spending.*,
        margin.margin_rate,
        case
            when coalesce(spending.budget_per_customer, 0) <= 0 then 'no_cost'
            when spending.assumed_uplift_low is null or spending.assumed_uplift_high is null
                then 'no_uplift'
            when spending.customers_reached = 0 then 'nobody_reached'
            when spending.revenue_reached <= 0 then 'no_recent_revenue'
        end as no_effect_reason
    from spending
    cross join margin

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
