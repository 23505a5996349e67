-- Every archetype has words, and so does a cluster without an archetype. A failure means that a
-- cluster has no name, or that no cluster is shown.
with named as (

    select archetype_id
    from {{ ref('cluster_playbook') }}

),

needed as (

    select
        archetype_id,
        'cluster_archetypes has it' as why
    from {{ ref('cluster_archetypes') }}
    group by archetype_id

    union all

    select
        'other' as archetype_id,
        'clusters like no archetype are called by it' as why

)

select concat(
    'cluster_playbook has no row ', needed.archetype_id, ': add one, since ', needed.why
) as problem
from needed
left join named
    on needed.archetype_id = named.archetype_id
where named.archetype_id is null
