-- The clusters of the model with their names: those of the archetype that each comes nearest to,
-- else their number.
with clusters as (

    select distinct cluster_id
    from {{ ref('py_cluster_centroids') }}

),

archetypes as (

    select * from {{ ref('py_cluster_names') }}

),

names as (

    select * from {{ ref('cluster_names') }}

)

select
    cast(clusters.cluster_id as integer) as cluster_id,
    cast(archetypes.archetype_id as varchar) as archetype_id,
    cast(coalesce(
        names.{{ label('name') }},
        concat(others.{{ label('name') }}, ' ', clusters.cluster_id)
    ) as varchar) as cluster_name,
    cast(coalesce(names.{{ label('description') }}, others.{{ label('description') }}) as varchar)
        as description,
    coalesce(names.archetype_id, others.archetype_id) as playbook_id
from clusters
left join archetypes
    on clusters.cluster_id = archetypes.cluster_id
left join names
    on archetypes.archetype_id = names.archetype_id
inner join names as others
    on others.archetype_id = 'other'
