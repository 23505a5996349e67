select
    algorithm,
    scaler,
    parameters,
    clusters,
    noise_share,
    silhouette
from cluster_algorithms
order by silhouette desc, algorithm, scaler
