{{ config(enabled=dataset() == 'customer_personality') }}

with customers as (select * from {{ ref('stg_customer_personality__judged') }})

-- An impossible value is null here. The received value stays in an x_ column.
select
    customer_id,
    cast(null as string) as customer_name,
    cast(null as string) as country,
    cast(null as string) as city,
    case when not has_impossible_income then income end as income,
    case when not has_impossible_birth_year then birth_year end as birth_year,
    joined_date,
    education as x_education,
    case
        when is_alone then 'Single'
        when not has_no_marital_status then marital_status
    end as x_marital_status,
    children as x_children,
    teenagers as x_teenagers,
    deals_purchases as x_deals_purchases,
    web_visits as x_web_visits_last_month,
    accepted_1 + accepted_2 + accepted_3 + accepted_4 + accepted_5 as x_accepted_campaigns,
    accepted_last = 1 as x_has_accepted_last_campaign,
    complained = 1 as x_has_complained,
    income as x_received_income,
    birth_year as x_received_birth_year,
    marital_status as x_received_marital_status,
    is_copy as x_is_copy
from customers
