select
    kpi,
    compared_with,
    figure,
    change_rate,
    all_time_figure,
    strftime(period_from, '%Y-%m-%d') as period_from,
    strftime(period_to, '%Y-%m-%d') as period_to,
    strftime(previous_from, '%Y-%m-%d') as previous_from,
    strftime(previous_to, '%Y-%m-%d') as previous_to
from kpi_changes
order by kpi_rank
