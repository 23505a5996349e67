-- Every customer with the nearest cluster; of two equally near the lower number wins. Customers
-- without one (no model could be fitted) are here too, with the reason.
{%- set features = by_dataset('cluster_features') %}
with customers as (

    select * from {{ ref('int_clustering__features') }}

),

centroids as (

    select * from {{ ref('py_cluster_centroids') }}

),

distances as (

    select
        customers.customer_id,
        model_{{ features[0] }}.cluster_id,
        {{ distance_to_cluster(features) }} as distance_to_centroid
    from customers
    inner join centroids as model_{{ features[0] }}
        on model_{{ features[0] }}.feature = '{{ features[0] }}'
    {%- for feature in features[1:] %}
    inner join centroids as model_{{ feature }}
        on model_{{ feature }}.feature = '{{ feature }}'
        and model_{{ feature }}.cluster_id = model_{{ features[0] }}.cluster_id
    {%- endfor %}

),

ranked as (

    select
        *,
        row_number() over (
            partition by customer_id
            order by distance_to_centroid asc nulls last, cluster_id asc nulls last
        ) as nearness
    from distances

)

select
    customers.customer_id,
    cast(ranked.cluster_id as integer) as cluster_id,
    cast(ranked.distance_to_centroid as double) as distance_to_centroid,
    cast(
        case when ranked.cluster_id is null then 'no model' end as varchar
    ) as reason
from customers
left join ranked
    on customers.customer_id = ranked.customer_id
    and ranked.nearness = 1
order by customers.customer_id
