select
    strftime(cohort_month, '%Y-%m') as cohort,
    months_since,
    cohort_customers,
    customers,
    retention_rate,
    revenue
from cohorts
order by cohort_month, months_since
