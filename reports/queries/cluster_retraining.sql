select * from cluster_retraining
