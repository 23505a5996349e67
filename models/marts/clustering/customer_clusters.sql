with members as (select * from {{ ref('int_clustering__members') }}),

components as (select * from {{ ref('int_clustering__components') }})

select
    members.customer_id,
    members.cluster_id,
    members.cluster_name,
    members.distance_to_centroid,
    components.pca_1,
    components.pca_2,
    members.reason
from members
left join components
    on members.customer_id = components.customer_id
order by members.customer_id
