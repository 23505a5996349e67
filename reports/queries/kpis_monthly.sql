select
    *,
    strftime(month, '%Y-%m') as month_name
from kpis_monthly
order by month
