with selection as (select * from {{ ref('py_clustering__selection') }}),

selection_sentences as (

    select * from {{ ref('py_clustering__sentences') }}
    where subject = 'selection'

),

sentences as (

    select
        cast(subject_id as integer) as cluster_count,
        sentence
    from selection_sentences

)

select
    cast(selection.cluster_count as integer) as cluster_count,
    cast(selection.inertia as double) as inertia,
    cast(selection.silhouette as double) as silhouette,
    cast(selection.davies_bouldin as double) as davies_bouldin,
    cast(selection.calinski_harabasz as double) as calinski_harabasz,
    cast(selection.smallest_cluster_share as double) as smallest_cluster_share,
    cast(selection.is_elbow as boolean) as is_elbow,
    cast(selection.is_selected as boolean) as is_selected,
    cast(sentences.sentence as string) as reason,
    cast(selection.fitted_customers as integer) as fitted_customers,
    cast(selection.silhouette_customers as integer) as silhouette_customers,
    cast(selection.seed as integer) as seed
from selection
left join sentences
    on selection.cluster_count = sentences.cluster_count
order by selection.cluster_count
