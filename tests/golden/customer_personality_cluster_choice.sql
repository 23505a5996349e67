-- Five clusters are chosen although the elbow is at 4, and silhouette, Davies-Bouldin and
-- Calinski-Harabasz are best at 2. A failure means that the docs about five clusters are wrong.
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

cluster_features as (

    select * from {{ ref('cluster_features') }}

),

customer_clusters as (

    select * from {{ ref('customer_clusters') }}

),

choices as (

    select
        max(case when is_elbow then cluster_count end) as elbow,
        arg_max(cluster_count, silhouette) as best_silhouette,
        arg_min(cluster_count, davies_bouldin) as best_davies_bouldin,
        arg_max(cluster_count, calinski_harabasz) as best_calinski_harabasz,
        max(case when is_selected then cluster_count end) as selected
    from cluster_selection

),

components as (

    select
        cast(max(pca_1_explained_share + pca_2_explained_share) as decimal(9, 2))
            as explained_share
    from cluster_features

),

projected as (

    select count(pca_1 + pca_2) as projected_customers
    from customer_clusters

),

actual as (

    select
        choices.*,
        components.*,
        projected.*
    from choices
    cross join components
    cross join projected

)

{{ differences('customer_personality_cluster_choice', 'actual') }}
