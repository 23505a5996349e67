-- The model that was current before this run. With it, clusters keep their numbers. It is read from
-- the tables of the last run, because a ref would be a cycle. No rows on the first run.
{% set published_models = published_table('cluster_models') -%}
{%- set published_centroids = published_table('cluster_centroids') -%}

{%- if published_models and published_centroids and execute -%}

with centroids as (select * from {{ published_centroids }}),

models as (

    select * from {{ published_models }}
    where is_current

)

select
    centroids.cluster_id,
    centroids.feature,
    centroids.feature_order,
    centroids.transform,
    centroids.centre,
    centroids.scale,
    centroids.fill,
    centroids.centroid_scaled,
    centroids.centroid
from centroids
inner join models
    on centroids.model_id = models.model_id

{%- else -%}

{{ empty_relation({
    'cluster_id': 'integer',
    'feature': 'string',
    'feature_order': 'integer',
    'transform': 'string',
    'centre': 'double',
    'scale': 'double',
    'fill': 'double',
    'centroid_scaled': 'double',
    'centroid': 'double',
}) }}

{%- endif %}
