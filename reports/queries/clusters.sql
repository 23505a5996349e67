select *
from clusters
order by cluster_id
