{{ config(enabled=target.type == 'duckdb') }}

-- predict_cluster gives every customer the cluster in customer_clusters, which is also the cluster
-- of scikit-learn (python/tests/test_sql_agrees.py). A failure means that the published model is
-- not the model of the clusters.
{%- set features = by_dataset('cluster_features') %}

with predicted as (

    select
        features.customer_id,
        predictions.cluster_id
    from {{ ref('int_clustering__features') }} as features
    cross join lateral {{ ref('predict_cluster').include(database=false) }}(
        {%- for feature in features %}
        features.{{ feature }}{{ ',' if not loop.last }}
        {%- endfor %}
    ) as predictions

)

select concat(
    'customer ', clusters.customer_id, ' is in cluster ', clusters.cluster_id,
    ', predict_cluster gives ', coalesce(cast(predicted.cluster_id as string), 'none')
) as problem
from {{ ref('customer_clusters') }} as clusters
left join predicted
    on clusters.customer_id = predicted.customer_id
where clusters.cluster_id is distinct from predicted.cluster_id
