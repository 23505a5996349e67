select
    strftime(cohort_month, '%Y-%m') as cohort,
    months_since,
    cohort_customers,
    customers,
    retention_rate,
    revenue,
    cumulative_revenue_per_customer,
    strftime(cohort_month, '/lists#cohort-%Y-%m') as link
from cohorts
where is_complete
order by cohort_month, months_since
