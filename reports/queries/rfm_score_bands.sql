select
    metric,
    score,
    lower_bound,
    upper_bound,
    customers
from rfm_score_bands
order by
    case metric when 'recency' then 1 when 'frequency' then 2 else 3 end,
    score
