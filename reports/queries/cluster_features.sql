select
    feature,
    importance,
    pca_1_explained_share,
    pca_2_explained_share
from cluster_features
order by importance_rank
