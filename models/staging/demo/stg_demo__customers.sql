{{ config(enabled=dataset() == 'demo') }}

with customers as (

    select * from {{ source('demo', 'customers') }}

)

select
    customer_no as customer_id,
    name as customer_name,
    country,
    city,
    cast(income as decimal(18, 2)) as income,
    cast(birth_year as integer) as birth_year,
    cast(joined_on as date) as joined_date
from customers
