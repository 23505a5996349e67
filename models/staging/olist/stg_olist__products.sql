{{ config(enabled=dataset() == 'olist') }}

select
    product_id,
    product_category_name as category_pt
from {{ read_file(raw_file('olist_products_dataset') or '') }}
