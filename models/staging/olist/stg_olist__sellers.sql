{{ config(enabled=dataset() == 'olist') }}

with sellers as (

    select * from {{ source('olist', 'sellers') }}

)

select
    seller_id,
    cast(seller_zip_code_prefix as string) as zip_code_prefix,
    seller_city as city,
    seller_state as state
from sellers
