{{ config(enabled=dataset() == 'customer_personality') }}

-- What is odd about a row, one flag a rule; the rows all stay. What a customer is takes every
-- column but the id, so that a row under a second id is a copy of the first.
{%- set columns = [
    'education', 'marital_status', 'income', 'joined_date', 'birth_year', 'children', 'teenagers',
    'recency_days', 'deals_purchases', 'web_purchases', 'catalogue_purchases', 'store_purchases',
    'web_visits', 'accepted_1', 'accepted_2', 'accepted_3', 'accepted_4', 'accepted_5',
    'accepted_last', 'complained', 'wines', 'fruits', 'meat', 'fish', 'sweets', 'gold',
] %}
{#- A hundred years is a great age, and the best paid of the plausible has 162,397 a year. #}
{%- set greatest_age = 100 %}
{%- set greatest_income = 500000 %}
with received as (

    select
        *,
        cast(wines + fruits + meat + fish + sweets + gold as decimal(18, 4)) as monetary,
        cast(web_purchases + catalogue_purchases + store_purchases as integer) as purchases
    from {{ ref('stg_customer_personality__received') }}

),

newest as (

    select max(joined_date) as last_joined_date
    from received

)

select
    received.*,
    received.income is null as is_without_income,
    coalesce(received.income > {{ greatest_income }}, false) as has_impossible_income,
    coalesce(
        received.birth_year < extract(year from newest.last_joined_date) - {{ greatest_age }}, false
    ) as has_impossible_birth_year,
    coalesce(received.marital_status = 'Alone', false) as is_alone,
    coalesce(received.marital_status in ('Absurd', 'YOLO'), false) as has_no_marital_status,
    row_number() over (
        partition by {{ columns | join(',\n            ') }}
        order by received.customer_id asc nulls last
    ) > 1 as is_copy,
    received.purchases = 0 and received.monetary > 0 as is_without_purchases
from received
cross join newest
