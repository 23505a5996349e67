-- The stability of the four clusters of Online Retail in resampled customers. A failure means that
-- resampling changed. The tolerance is needed because the reference draws other resamples.
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
})) }}

with clusters as (

    select * from {{ ref('clusters') }}

),

actual as (

    select
        min(model_stability) as model_stability,
        min(stability) as least_stability
    from clusters

)

{{ differences('online_retail_cluster_stability', 'actual', tolerance={
    'model_stability': '0.03',
    'least_stability': '0.03',
}) }}
