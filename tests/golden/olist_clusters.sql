-- The clusters of Olist's customers with the default vars, as stated in the comparison with the
-- published notebook. Sizes and means may differ by 1 %, because other releases of scikit-learn
-- find other borders. Each cluster has a similarity of at least 0.9 in resamples. A failure means
-- that features, scaling, fit or selection changed.
{{ config(enabled=holds_under('olist', {
    'as_of_date': none,
    'excluded_products': none,
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
        cluster_id,
        customers,
        mean_recency_days,
        mean_frequency,
        mean_monetary,
        stability >= 0.9 as is_stable
    from clusters

)

{{ differences('olist_clusters', 'actual', key=['cluster_id'], tolerance={
    'customers': '1 %',
    'mean_recency_days': '1 %',
    'mean_frequency': '1 %',
    'mean_monetary': '1 %',
}) }}
