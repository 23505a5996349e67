-- The model that is current before this run, so that its clusters can keep their numbers; no rows
-- where there is none. It is read from the published tables of the last run, not by ref.
{% set models = published_table('cluster_models') -%}
{%- set centroids = published_table('cluster_centroids') -%}

{%- if models and centroids and execute -%}

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
from {{ centroids }} as centroids
inner join {{ models }} as models
    on centroids.model_id = models.model_id
where models.is_current

{%- else -%}

{{ empty_relation({
    'cluster_id': 'integer',
    'feature': 'varchar',
    'feature_order': 'integer',
    'transform': 'varchar',
    'centre': 'double',
    'scale': 'double',
    'fill': 'double',
    'centroid_scaled': 'double',
    'centroid': 'double',
}) }}

{%- endif %}
