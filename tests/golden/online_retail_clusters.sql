-- The customers of the four clusters of Online Retail, from the largest down. A failure means that
-- features, scaling, fit or selection changed for every user. Other releases of scikit-learn may
-- differ by 1 %.
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
        row_number() over (
            order by customers desc nulls last, cluster_id asc nulls last
        ) as size_rank,
        customers,
        mean_recency_days,
        mean_frequency,
        mean_monetary
    from clusters

)

{{ differences('online_retail_clusters', 'actual', key=['size_rank'], tolerance={
    'customers': '1 %',
    'mean_recency_days': '1 %',
    'mean_frequency': '1 %',
    'mean_monetary': '1 %',
}) }}
