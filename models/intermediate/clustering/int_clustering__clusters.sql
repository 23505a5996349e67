-- The clusters of the model with their words. The words are those of the matched archetype. Without
-- an archetype, the name is the number of the cluster.
with centroids as (select * from {{ ref('py_clustering__centroids') }}),

archetypes as (select * from {{ ref('py_clustering__names') }}),

words as (

    select * from {{ ref('cluster_words') }}
    where language = '{{ var("language") }}'

),

clusters as (

    select distinct cluster_id
    from centroids

)

select
    cast(clusters.cluster_id as integer) as cluster_id,
    cast(archetypes.archetype_id as string) as archetype_id,
    cast(coalesce(
        words.name,
        concat(others.name, ' ', clusters.cluster_id)
    ) as string) as cluster_name,
    cast(coalesce(words.description, others.description) as string) as description,
    coalesce(words.archetype_id, others.archetype_id) as playbook_id
from clusters
left join archetypes
    on clusters.cluster_id = archetypes.cluster_id
left join words
    on archetypes.archetype_id = words.archetype_id
inner join words as others
    on others.archetype_id = 'other'
