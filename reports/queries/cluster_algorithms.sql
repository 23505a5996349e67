select * from cluster_algorithms
order by silhouette desc, algorithm, scaler
