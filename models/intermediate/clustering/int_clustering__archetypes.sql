-- The archetypes that can name clusters. A dataset uses its own archetypes if the clusters use all
-- of their features. Otherwise it uses the default archetypes.
with archetypes as (select * from {{ ref('cluster_archetypes') }}),

own as (

    select dataset
    from archetypes
    where dataset = '{{ dataset() }}'
    group by dataset
    having sum(case
        when feature not in ('{{ by_dataset('cluster_features') | join("', '") }}') then 1
        else 0
    end) = 0

)

select
    archetypes.archetype_id,
    archetypes.feature,
    archetypes.level
from archetypes
where archetypes.dataset = coalesce((select own.dataset from own), 'default')
