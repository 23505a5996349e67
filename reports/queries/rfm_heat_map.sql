select
    r_score,
    f_score,
    customers,
    revenue,
    concat('cell-', r_score, '-', f_score) as cell,
    concat('/lists#cell-', r_score, '-', f_score) as link
from rfm_heat_map
order by r_score, f_score
