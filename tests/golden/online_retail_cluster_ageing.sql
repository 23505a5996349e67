-- The ageing of the four clusters of Online Retail. A failure means that snapshots of past dates
-- changed. The tolerance is needed because the reference starts one day earlier. This project's
-- last date is the day after the last order. With the same start, both agree to the third decimal
-- (online_retail_cluster_drift).
{{ config(enabled=holds_under('online_retail', {
    'cancellations': 'drop',
    'deduplicate': false,
    'excluded_products': [],
    'guest_orders': 'exclude',
    'as_of_date': none,
    'recency_basis': 'date',
    'cluster_features': ['recency_days', 'frequency', 'monetary'],
    'cluster_scaler': 'log_standard',
    'cluster_count': 'auto',
    'cluster_count_min': 2,
    'cluster_count_max': 8,
    'random_seed': 42,
    'drift_months': 6,
    'drift_step_weeks': 2,
})) }}

with cluster_stability as (

    select * from {{ ref('cluster_stability') }}

),

actual as (

    select
        measure,
        weeks,
        adjusted_rand_index
    from cluster_stability
    where weeks in (2, 6, 10, 14, 18, 22, 26)

)

{{ differences('online_retail_cluster_ageing', 'actual', key=['measure', 'weeks'], tolerance={
    'adjusted_rand_index': '0.05',
}) }}
