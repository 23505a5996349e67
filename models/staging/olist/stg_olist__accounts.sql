{{ config(enabled=dataset() == 'olist') }}

with customers as (

    select * from {{ source('olist', 'customers') }}

)

select
    customer_id as account_id,
    customer_unique_id as customer_id,
    cast(customer_zip_code_prefix as string) as zip_code_prefix,
    customer_city as city,
    customer_state as state
from customers
