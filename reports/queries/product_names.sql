select distinct
    product_id as id,
    product_name as name
from product_rules
order by product_name, product_id
