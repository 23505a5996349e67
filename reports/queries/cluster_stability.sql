select
    measure,
    weeks,
    adjusted_rand_index
from cluster_stability
order by measure, weeks
