{% set features = by_dataset('cluster_features') | list -%}
{{ config(parameters=features + ['model := null']) }}

-- Of two clusters equally near the lower number wins, as in customer_clusters.
with chosen as (

    select *
    from {{ ref('cluster_centroids').include(database=false) }}
    where model_id = coalesce(model, (
        select max(models.model_id)
        from {{ ref('cluster_models').include(database=false) }} as models
        where models.is_current
    ))

),

distances as (

    select
        model_{{ features[0] }}.model_id,
        model_{{ features[0] }}.cluster_id,
        model_{{ features[0] }}.cluster_name,
        {{ distance_to_cluster(features, as_parameters=true) }} as distance_to_centroid
    from chosen as model_{{ features[0] }}
    {%- for feature in features[1:] %}
    inner join chosen as model_{{ feature }}
        on model_{{ feature }}.feature = '{{ feature }}'
        and model_{{ feature }}.cluster_id = model_{{ features[0] }}.cluster_id
    {%- endfor %}
    where model_{{ features[0] }}.feature = '{{ features[0] }}'

)

select
    model_id,
    cluster_id,
    cluster_name,
    distance_to_centroid
from distances
order by
    distance_to_centroid,
    cluster_id
limit 1
