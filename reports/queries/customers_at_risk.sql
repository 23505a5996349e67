select
    risk_rank,
    customer_id,
    customer_name,
    segment_name,
    silence,
    recency_days,
    yearly_revenue,
    chance_to_return,
    revenue_to_save,
    recommended_action,
    '/customers#' || url_encode(customer_id) as link
from customers_at_risk
order by risk_rank
