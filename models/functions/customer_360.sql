{{ config(parameters=['id'], meta={'parameter_types': {'id': 'string'}}) }}

with customers as (select * from {{ ref('customers').include(database=false) }})

select *
from customers
where customer_id = id
