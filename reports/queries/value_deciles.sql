select
    value_decile,
    customers,
    historic_revenue,
    expected_revenue,
    expected_orders,
    expected_revenue_share
from value_deciles
order by value_decile
