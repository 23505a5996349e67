with customers as (

    select * from {{ ref('customers') }}
    where is_high_value_at_risk

),

actions as (

    select * from {{ ref('segment_actions') }}

)

select
    cast(row_number() over (
        order by
            customers.risk_score desc nulls last,
            customers.monetary desc nulls last,
            customers.customer_id asc nulls last
    ) as integer) as risk_rank,
    customers.customer_id,
    customers.customer_name,
    customers.segment_name,
    customers.monetary,
    customers.recency_days,
    customers.rhythm_days,
    customers.risk_score,
    actions.action as recommended_action
from customers
left join actions
    on customers.segment_id = actions.segment_id
order by risk_rank
