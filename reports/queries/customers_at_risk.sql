select
    *,
    '/customers#' || customer_id as link
from customers_at_risk
order by risk_rank
