-- Thresholds of the flags at each date, as quantiles over all customers.
with metrics as (select * from {{ ref('int_rfm__metrics') }})

select
    as_of_date,
    {{ quantile('monetary', var('high_value_quantile')) }} as high_value_monetary,
    {{ quantile('recency_days', var('at_risk_quantile')) }} as at_risk_recency_days,
    {{ quantile('frequency', 0.25) }} as low_frequency,
    {{ quantile('monetary', 0.5) }} as median_monetary
from metrics
group by as_of_date
