{{ config(enabled=dataset() == 'olist') }}

select
    seller_id,
    cast(seller_zip_code_prefix as varchar) as zip_code_prefix,
    seller_city as city,
    seller_state as state
from {{ read_file(raw_file('olist_sellers_dataset') or '') }}
