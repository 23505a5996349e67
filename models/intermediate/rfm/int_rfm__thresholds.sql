-- What counts as much and as long as of each date: quantiles over all customers.
select
    as_of_date,
    {{ quantile('monetary', var('high_value_quantile')) }} as high_value_monetary,
    {{ quantile('recency_days', var('at_risk_quantile')) }} as at_risk_recency_days,
    {{ quantile('frequency', 0.25) }} as low_frequency,
    {{ quantile('monetary', 0.5) }} as median_monetary
from {{ ref('int_rfm__metrics') }}
group by as_of_date
