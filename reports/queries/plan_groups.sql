select
    priority_rank as plan_rank,
    segment_name as group_name,
    '/lists#segment-' || segment_id as link,
    customers, customers_reached, budget_per_customer, spend, assumed_effect,
    gain_low, gain_high, net_gain_low, net_gain_high, break_even_uplift, no_effect_reason,
    case when margin_basis = 'measured' then margin_rate end as measured_margin_rate
from segment_actions
where spend is not null
union all
select
    cluster_id,
    cluster_name,
    '/lists#cluster-' || cluster_id,
    customers, customers_reached, budget_per_customer, spend, assumed_effect,
    gain_low, gain_high, net_gain_low, net_gain_high, break_even_uplift, no_effect_reason,
    case when margin_basis = 'measured' then margin_rate end
from clusters
where spend is not null
order by plan_rank
