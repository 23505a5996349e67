with algorithms as (select * from {{ ref('py_clustering__algorithms') }}),

sentences as (

    select * from {{ ref('py_clustering__sentences') }}
    where subject = 'algorithm'

)

select
    cast(algorithms.algorithm as string) as algorithm,
    cast(algorithms.scaler as string) as scaler,
    cast(sentences.sentence as string) as parameters,
    cast(algorithms.clusters as integer) as clusters,
    cast(algorithms.noise_share as double) as noise_share,
    cast(algorithms.silhouette as double) as silhouette,
    cast(algorithms.davies_bouldin as double) as davies_bouldin,
    cast(algorithms.calinski_harabasz as double) as calinski_harabasz,
    cast(algorithms.customers as integer) as customers
from algorithms
left join sentences
    on concat(algorithms.algorithm, '/', algorithms.scaler) = sentences.subject_id
order by
    algorithms.algorithm,
    algorithms.scaler
