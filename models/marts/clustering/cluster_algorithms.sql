select
    cast(algorithm as varchar) as algorithm,
    cast(scaler as varchar) as scaler,
    cast(parameters as varchar) as parameters,
    cast(clusters as integer) as clusters,
    cast(noise_share as double) as noise_share,
    cast(silhouette as double) as silhouette,
    cast(davies_bouldin as double) as davies_bouldin,
    cast(calinski_harabasz as double) as calinski_harabasz,
    cast(customers as integer) as customers
from {{ ref('py_cluster_algorithms') }}
order by
    algorithm,
    scaler
