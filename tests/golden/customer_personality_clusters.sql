-- The customers of the five clusters of Customer Personality. A failure means that features,
-- scaling or fit changed. Other releases of scikit-learn may differ by 1 %.
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

with clusters as (

    select * from {{ ref('clusters') }}

)

{{ differences('customer_personality_clusters', 'clusters', key=['archetype_id'], tolerance={
    'customers': '1 %',
    'mean_income': '1 %',
    'mean_recency_days': '1 %',
    'mean_frequency': '1 %',
    'mean_monetary': '1 %',
}) }}
