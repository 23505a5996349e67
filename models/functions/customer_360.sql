{{ config(parameters=['id']) }}

with customers as (select * from {{ ref('customers').include(database=false) }})

select *
from customers
where customer_id = id
