-- The stability of the five clusters of Customer Personality in resampled customers. A failure
-- means that resampling changed, or that a cluster is less stable than the docs say. An unstable
-- cluster varies by 0.03 between draws of resamples.
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
    'random_seed': 42,
})) }}

with clusters as (

    select * from {{ ref('clusters') }}

)

{{ differences(
    'customer_personality_cluster_stability', 'clusters', key=['archetype_id'],
    tolerance={'stability': '0.03', 'model_stability': '0.03'}
) }}
