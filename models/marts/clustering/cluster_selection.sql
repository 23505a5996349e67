select
    cast(cluster_count as integer) as cluster_count,
    cast(inertia as double) as inertia,
    cast(silhouette as double) as silhouette,
    cast(davies_bouldin as double) as davies_bouldin,
    cast(calinski_harabasz as double) as calinski_harabasz,
    cast(smallest_cluster_share as double) as smallest_cluster_share,
    cast(is_elbow as boolean) as is_elbow,
    cast(is_selected as boolean) as is_selected,
    cast(reason as varchar) as reason,
    cast(fitted_customers as integer) as fitted_customers,
    cast(silhouette_customers as integer) as silhouette_customers,
    cast(seed as integer) as seed
from {{ ref('py_cluster_selection') }}
order by cluster_count
