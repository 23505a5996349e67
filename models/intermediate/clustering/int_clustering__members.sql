{{ config(materialized='view') }}

-- Every customer with the number and the name of the cluster.
with assigned as (select * from {{ ref('int_clustering__assigned') }}),

clusters as (select * from {{ ref('int_clustering__clusters') }})

select
    assigned.customer_id,
    assigned.cluster_id,
    clusters.cluster_name,
    assigned.distance_to_centroid,
    assigned.reason
from assigned
left join clusters
    on assigned.cluster_id = clusters.cluster_id
