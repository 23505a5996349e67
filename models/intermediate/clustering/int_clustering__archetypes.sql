-- The archetypes that clusters are named by: those of this dataset, else those for all others.
with archetypes as (

    select * from {{ ref('cluster_archetypes') }}

),

chosen as (

    select coalesce(
        max(case when dataset = '{{ dataset() }}' then dataset end), 'default'
    ) as dataset
    from archetypes

)

select
    archetypes.archetype_id,
    archetypes.feature,
    archetypes.level
from archetypes
inner join chosen
    on archetypes.dataset = chosen.dataset
