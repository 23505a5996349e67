-- The ageing of Olist's cluster model and the moves of customers between clusters, as stated in the
-- comparison with the published notebook. Features are computed again at each date. Indices may
-- differ by 0.02, because other releases of scikit-learn find other borders. A failure means that
-- snapshots see more or less of the past than they should.
{{ config(enabled=holds_under('olist', {
    'as_of_date': none,
    'excluded_products': none,
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
    where weeks in (2, 4, 6, 8, 10, 26)

)

{{ differences('olist_cluster_drift', 'actual', key=['measure', 'weeks'], tolerance={
    'adjusted_rand_index': '0.02',
}) }}
