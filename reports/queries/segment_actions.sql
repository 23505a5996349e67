select
    segment_id,
    segment_name,
    priority,
    customers,
    revenue,
    action,
    tactic,
    assumed_effect,
    spend,
    customers_reached,
    gain_low,
    net_gain_low,
    net_gain_high,
    '/segments/' || url_encode(segment_id) as link
from segment_actions
order by priority_rank
