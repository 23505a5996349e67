-- K-Means on the logarithms of recency, frequency and monetary of Online Retail. The measures per
-- number of clusters are those of scikit-learn, and the elbow is that of kneed. A failure means
-- that features, scaling, fit or selection changed for every user.
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

with cluster_selection as (

    select * from {{ ref('cluster_selection') }}

),

actual as (

    select
        cluster_count,
        cast(silhouette as decimal(9, 4)) as silhouette,
        cast(davies_bouldin as decimal(9, 3)) as davies_bouldin,
        cast(round(calinski_harabasz) as integer) as calinski_harabasz,
        cast(inertia as decimal(18, 1)) as inertia,
        is_elbow,
        is_selected
    from cluster_selection
    where cluster_count <= 5
        or is_elbow
        or is_selected

)

{{ differences('online_retail_cluster_selection', 'actual', key=['cluster_count']) }}
