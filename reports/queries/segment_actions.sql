select
    *,
    projected_revenue_low - revenue as projected_gain_low,
    projected_revenue_high - revenue as projected_gain_high,
    '/segments/' || segment_id as link
from segment_actions
order by priority_rank
