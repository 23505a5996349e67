select
    segment_id,
    product_rank,
    product_name,
    revenue
from segment_products
where product_rank <= 10
order by segment_id, product_rank
