select
    check_name,
    lines,
    share,
    revenue,
    rejected_lines,
    treatment
from data_quality
order by check_order
