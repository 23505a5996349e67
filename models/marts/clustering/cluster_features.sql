with importance as (select * from {{ ref('py_clustering__importance') }})

select
    cast(feature as string) as feature,
    cast(importance as double) as importance,
    cast(importance_rank as integer) as importance_rank,
    cast(eta_squared as double) as eta_squared,
    cast(pca_1_loading as double) as pca_1_loading,
    cast(pca_2_loading as double) as pca_2_loading,
    cast(pca_1_explained as double) as pca_1_explained_share,
    cast(pca_2_explained as double) as pca_2_explained_share
from importance
order by importance_rank
