select * from cluster_features
order by importance_rank
