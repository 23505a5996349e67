{{ config(enabled=dataset() == 'olist') }}

select
    product_category_name as category_pt,
    product_category_name_english as category
from {{ read_file(raw_file('product_category_name_translation') or '') }}
