{% set features = by_dataset('cluster_features') | list -%}
{{ config(parameters=features + ['model := null']) }}

-- If two clusters are equally near, the lower number wins, as in customer_clusters.
with centroids as (select * from {{ ref('cluster_centroids').include(database=false) }}),

models as (

    select * from {{ ref('cluster_models').include(database=false) }}
    where is_current

),

newest as (select max(model_id) as model_id from models),

wanted as (select coalesce(model, model_id) as model_id from newest),

received as (

    {% for feature in features -%}
    select
        '{{ feature }}' as feature,
        cast({{ feature }} as double) as value
    {%- if not loop.last %}

    union all

    {% endif %}
    {%- endfor %}

),

squares as (

    select
        centroids.model_id,
        centroids.cluster_id,
        centroids.cluster_name,
        centroids.feature_order,
        power({{ scaled_feature('received.value', 'centroids') }} - centroids.centroid_scaled, 2)
            as squared_difference
    from centroids
    inner join received
        on centroids.feature = received.feature
    inner join wanted
        on centroids.model_id = wanted.model_id

)

select
    model_id,
    cluster_id,
    cluster_name,
    sqrt({{ list_total(ordered_list_of('squared_difference', 'feature_order')) }})
        as distance_to_centroid
from squares
group by
    model_id,
    cluster_id,
    cluster_name
order by
    distance_to_centroid,
    cluster_id
limit 1
