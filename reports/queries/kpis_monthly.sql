select
    strftime(month, '%Y-%m') as month_name,
    is_complete,
    revenue,
    customers,
    average_order_value,
    revenue_per_customer
from kpis_monthly
order by month
