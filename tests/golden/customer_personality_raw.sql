-- What Customer Personality holds as received. A failure means that customers are lost or changed
-- before anything is judged: every figure after it would be wrong.
{{ config(enabled=holds_under('customer_personality')) }}

with customers as (

    select * from {{ ref('stg_customer_personality__judged') }}

),

figures as (

    {{ figures([
        ('rows', 'count(*)', 2240),
        ('customers', 'count(distinct customer_id)', 2240),
        ('without income', 'sum(case when income is null then 1 else 0 end)', 24),
        ('incomes of 666,666', 'sum(case when income = 666666 then 1 else 0 end)', 1),
        ('incomes over 200,000', 'sum(case when income > 200000 then 1 else 0 end)', 1),
        ('first year of birth', 'min(birth_year)', 1893),
        ('last year of birth', 'max(birth_year)', 1996),
        ('first joined', 'min(joined_date)', '2012-07-30'),
        ('last joined', 'max(joined_date)', '2014-06-29'),
        ('least recency', 'min(recency_days)', 0),
        ('greatest recency', 'max(recency_days)', 99),
        ('spend', 'sum(monetary)', '1356988.0000'),
        ('spend on wines', 'sum(wines)', '680816.0000'),
        ('purchases', 'sum(purchases)', 28083),
        ('took the last offer', 'sum(accepted_last)', 334),
        ('copies', 'sum(case when is_copy then 1 else 0 end)', 182),
        ('Alone', "sum(case when marital_status = 'Alone' then 1 else 0 end)", 3),
        ('Absurd', "sum(case when marital_status = 'Absurd' then 1 else 0 end)", 2),
        ('YOLO', "sum(case when marital_status = 'YOLO' then 1 else 0 end)", 2),
    ], from='customers') }}

)

{{ differences('figures') }}
