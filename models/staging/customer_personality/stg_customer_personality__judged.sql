{{ config(enabled=dataset() == 'customer_personality') }}

-- One flag per rule, and no row is refused. A copy differs from another row only in its id.
{%- set columns = [
    'education', 'marital_status', 'income', 'joined_date', 'birth_year', 'children', 'teenagers',
    'recency_days', 'deals_purchases', 'web_purchases', 'catalogue_purchases', 'store_purchases',
    'web_visits', 'accepted_1', 'accepted_2', 'accepted_3', 'accepted_4', 'accepted_5',
    'accepted_last', 'complained', 'wines', 'fruits', 'meat', 'fish', 'sweets', 'gold',
] %}
{#- The greatest plausible income in the data is 162,397 per year. #}
{%- set greatest_age = 100 %}
{%- set greatest_income = 500000 %}
with customers as (select * from {{ ref('stg_customer_personality__received') }}),

received as (

    select
        *,
        cast(wines + fruits + meat + fish + sweets + gold as decimal(18, 4)) as monetary,
        cast(web_purchases + catalogue_purchases + store_purchases as integer) as purchases
    from customers

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
