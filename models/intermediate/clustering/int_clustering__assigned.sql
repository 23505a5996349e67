-- Every customer with the nearest cluster. If two clusters are equally near, the lower number wins.
-- If no model could be fitted, customers have a reason and no cluster.
with customers as (select * from {{ ref('int_clustering__features') }}),

points as (select * from {{ ref('int_clustering__points') }}),

centroids as (select * from {{ ref('py_clustering__centroids') }}),

clusters as (

    select
        cluster_id,
        {{ ordered_list_of('centroid_scaled', 'feature_order') }} as centroid
    from centroids
    group by cluster_id

),

distances as (

    select
        points.customer_id,
        clusters.cluster_id,
        sqrt({{ list_total(
            zipped('points.scaled', 'clusters.centroid', 'power(left_item - right_item, 2)')
        ) }}) as distance_to_centroid
    from points
    cross join clusters

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
        case when ranked.cluster_id is null then 'no model' end as string
    ) as reason
from customers
left join ranked
    on customers.customer_id = ranked.customer_id
    and ranked.nearness = 1
order by customers.customer_id
