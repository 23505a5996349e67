select
    strftime(as_of_date, '%Y-%m-%d') as as_of,
    horizon_days,
    history_days,
    customers,
    repeaters,
    historic_revenue,
    expected_revenue,
    expected_orders,
    customers_alive,
    withheld_reason,
    alive_reason,
    season_reason
from value_totals
