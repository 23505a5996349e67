-- The model of the reference, trained on the same customers at the same past dates, with four
-- clusters from 2011-06-09 on. Both series agree to the third decimal. A failure means that
-- snapshots see more or less of the past than they should.
{{ config(enabled=holds_under('online_retail', {
    'cancellations': 'drop',
    'deduplicate': false,
    'excluded_products': [],
    'guest_orders': 'exclude',
    'as_of_date': '2011-12-09',
    'cluster_features': ['recency_days', 'frequency', 'monetary'],
    'cluster_scaler': 'log_standard',
    'cluster_count': 4,
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
        as_of_date,
        cast(adjusted_rand_index as decimal(9, 3)) as adjusted_rand_index
    from cluster_stability
    where weeks in (2, 6, 10, 14, 18, 22, 26)

)

{{ differences('online_retail_cluster_drift', 'actual', key=['measure', 'weeks']) }}
