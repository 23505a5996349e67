select
    *,
    strftime(period_start, '%Y-%m-%d') as period_from,
    strftime(previous_start, '%Y-%m-%d') as previous_from
from kpi_changes
order by kpi_rank
