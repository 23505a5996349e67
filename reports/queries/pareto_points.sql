select
    customer_percent,
    cumulative_revenue_share,
    equal_share
from pareto_points
order by customer_percent
