{{ config(
    materialized='incremental',
    incremental_strategy='append',
    full_refresh=false,
    on_schema_change='fail',
) }}

select
    model.model_id,
    cast(centroids.cluster_id as integer) as cluster_id,
    clusters.cluster_name,
    cast(centroids.feature as varchar) as feature,
    cast(centroids.feature_order as integer) as feature_order,
    cast(centroids.transform as varchar) as transform,
    cast(centroids.centre as double) as centre,
    cast(centroids.scale as double) as scale,
    cast(centroids.fill as double) as fill,
    cast(centroids.centroid_scaled as double) as centroid_scaled,
    cast(centroids.centroid as double) as centroid
from {{ ref('py_cluster_centroids') }} as centroids
cross join {{ ref('int_clustering__model') }} as model
inner join {{ ref('int_clusters') }} as clusters
    on centroids.cluster_id = clusters.cluster_id
{%- if is_incremental() %}
where model.model_id not in (select model_id from {{ this }})
{%- endif %}
order by
    centroids.cluster_id,
    centroids.feature_order
