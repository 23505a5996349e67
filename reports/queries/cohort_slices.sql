select
    strftime(cohort_month, '%Y-%m') as month,
    months_since,
    country,
    channel,
    customers,
    revenue
from cohort_slices
order by cohort_month, months_since, country, channel
