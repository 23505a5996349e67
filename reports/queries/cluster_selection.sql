select * from cluster_selection
order by cluster_count
