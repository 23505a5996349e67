select * from cluster_stability
order by measure, weeks
