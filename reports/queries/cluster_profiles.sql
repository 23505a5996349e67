select
    cluster_id,
    feature,
    lowest,
    lower_quartile,
    median,
    upper_quartile,
    highest,
    all_median
from cluster_profiles
order by cluster_id, feature
