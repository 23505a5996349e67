select
    customer_id,
    recommendation_rank,
    product_name,
    source,
    lift,
    confidence,
    because
from customer_recommendations
order by customer_id, recommendation_rank
