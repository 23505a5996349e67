select
    cluster_count,
    inertia,
    silhouette,
    davies_bouldin,
    calinski_harabasz,
    smallest_cluster_share,
    is_selected,
    reason
from cluster_selection
order by cluster_count
