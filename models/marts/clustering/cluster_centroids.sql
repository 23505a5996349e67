{{ config(
    materialized='incremental',
    incremental_strategy='append',
    full_refresh=false,
    on_schema_change='fail',
) }}

with centroids as (select * from {{ ref('py_clustering__centroids') }}),

model as (

    select * from {{ ref('int_clustering__model') }}
    {%- if is_incremental() %}
    where model_id not in (select model_id from {{ this }})
    {%- endif %}

),

clusters as (select * from {{ ref('int_clustering__clusters') }})

select
    model.model_id,
    cast(centroids.cluster_id as integer) as cluster_id,
    clusters.cluster_name,
    cast(centroids.feature as string) as feature,
    cast(centroids.feature_order as integer) as feature_order,
    cast(centroids.transform as string) as transform,
    cast(centroids.centre as double) as centre,
    cast(centroids.scale as double) as scale,
    cast(centroids.fill as double) as fill,
    cast(centroids.centroid_scaled as double) as centroid_scaled,
    cast(centroids.centroid as double) as centroid
from centroids
cross join model
inner join clusters
    on centroids.cluster_id = clusters.cluster_id
order by
    centroids.cluster_id,
    centroids.feature_order
