select
    budget,
    spend,
    unspent,
    customers,
    customers_reached,
    margin_rate,
    measured_revenue_share,
    plan_revenue_days,
    net_gain_low,
    net_gain_high,
    break_even_uplift
from plan_totals
