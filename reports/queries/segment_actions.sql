select
    *,
    projected_revenue_low - revenue as projected_gain_low,
    projected_revenue_high - revenue as projected_gain_high
from segment_actions
order by priority_rank
