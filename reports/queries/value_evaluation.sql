select
    measure,
    way,
    strftime(split_date, '%Y-%m-%d') as split_on,
    horizon_days,
    observed_customers,
    predicted_total,
    actual_total,
    mean_absolute_error,
    total_bias,
    correlation,
    top_decile_share,
    interval_share,
    season_reason
from value_evaluation
order by measure, mean_absolute_error
