-- The measures of two to six clusters of Customer Personality. A failure means that features,
-- scaling or fit changed.
{{ config(enabled=holds_under('customer_personality', {
    'as_of_date': none,
    'cluster_features': [
        'income', 'category_spend_wines', 'category_spend_fruits', 'category_spend_meat',
        'category_spend_fish', 'category_spend_sweets', 'category_spend_gold', 'recency_days',
        'frequency', 'channel_orders_web', 'channel_orders_catalogue', 'channel_orders_store',
        'tenure_days',
    ],
    'cluster_scaler': 'standard',
    'cluster_count': 5,
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
        cast(silhouette as decimal(9, 3)) as silhouette,
        cast(davies_bouldin as decimal(9, 3)) as davies_bouldin,
        cast(round(calinski_harabasz) as integer) as calinski_harabasz,
        cast(inertia as decimal(18, 1)) as inertia
    from cluster_selection
    where cluster_count <= 6

)

{{ differences('customer_personality_cluster_selection', 'actual', key=['cluster_count']) }}
