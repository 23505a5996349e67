-- Customer Personality as received. A failure means that customers are lost or changed before any
-- check. Every later figure would be wrong.
{{ config(enabled=holds_under('customer_personality')) }}

with customers as (

    select * from {{ ref('stg_customer_personality__judged') }}

),

actual as (

    select
        count(*) as lines,
        count(distinct customer_id) as customers,
        sum(case when income is null then 1 else 0 end) as without_income,
        sum(case when income = 666666 then 1 else 0 end) as incomes_of_666666,
        sum(case when income > 200000 then 1 else 0 end) as incomes_over_200000,
        min(birth_year) as first_birth_year,
        max(birth_year) as last_birth_year,
        min(joined_date) as first_joined,
        max(joined_date) as last_joined,
        min(recency_days) as least_recency,
        max(recency_days) as greatest_recency,
        sum(monetary) as spend,
        sum(wines) as spend_on_wines,
        sum(purchases) as purchases,
        sum(accepted_last) as accepted_last,
        sum(case when is_copy then 1 else 0 end) as copies,
        sum(case when marital_status = 'Alone' then 1 else 0 end) as alone,
        sum(case when marital_status = 'Absurd' then 1 else 0 end) as absurd,
        sum(case when marital_status = 'YOLO' then 1 else 0 end) as yolo
    from customers

)

{{ differences('customer_personality_raw', 'actual') }}
