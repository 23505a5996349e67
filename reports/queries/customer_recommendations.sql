select * from customer_recommendations
order by customer_id, recommendation_rank
