{% set features = var('cluster_features') -%}
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
    distances.model_id,
    distances.cluster_id,
    names.cluster_name,
    distances.distance_to_centroid
from distances
left join {{ ref('int_clusters').include(database=false) }} as names
    on distances.cluster_id = names.cluster_id
order by
    distances.distance_to_centroid,
    distances.cluster_id
limit 1
