{{ config(parameters=['id']) }}

select *
from {{ ref('customers').include(database=false) }}
where customer_id = id
