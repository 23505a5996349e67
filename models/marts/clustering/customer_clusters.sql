select
    assigned.customer_id,
    assigned.cluster_id,
    clusters.cluster_name,
    assigned.distance_to_centroid,
    components.pca_1,
    components.pca_2,
    assigned.reason
from {{ ref('int_clustering__assigned') }} as assigned
left join {{ ref('int_clusters') }} as clusters
    on assigned.cluster_id = clusters.cluster_id
left join {{ ref('int_clustering__components') }} as components
    on assigned.customer_id = components.customer_id
order by assigned.customer_id
