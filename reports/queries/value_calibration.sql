select
    grouped_by,
    group_number,
    observed_customers,
    expected_orders,
    actual_orders,
    expected_revenue,
    actual_revenue,
    interval_share
from value_calibration
order by grouped_by, group_number
