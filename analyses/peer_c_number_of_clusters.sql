-- The number of clusters that each measure prefers, with the value of the measure there and for the
-- selected number. If the measures disagree, the selection is a judgement and should be presented
-- as one. Runs on the clusters of any dataset.
with selection as (

    select * from {{ ref('cluster_selection') }}

),

measures as (

    select
        'elbow of inertia' as measure,
        cluster_count,
        inertia as value,
        case when is_elbow then 1 else 0 end as merit
    from selection

    union all

    select
        'silhouette' as measure,
        cluster_count,
        silhouette as value,
        silhouette as merit
    from selection

    union all

    select
        'Davies-Bouldin' as measure,
        cluster_count,
        davies_bouldin as value,
        -davies_bouldin as merit
    from selection

    union all

    select
        'Calinski-Harabasz' as measure,
        cluster_count,
        calinski_harabasz as value,
        calinski_harabasz as merit
    from selection

),

ranked as (

    select
        *,
        row_number() over (
            partition by measure
            order by merit desc nulls last, cluster_count asc nulls last
        ) as preference
    from measures

)

select
    preferred.measure,
    preferred.cluster_count as preferred_count,
    cast(preferred.value as decimal(18, 3)) as value_there,
    selected.cluster_count as selected_count,
    cast(selected.value as decimal(18, 3)) as value_of_selected,
    selected.preference as preference_of_selected
from ranked as preferred
inner join selection
    on selection.is_selected
inner join ranked as selected
    on preferred.measure = selected.measure
    and selection.cluster_count = selected.cluster_count
where preferred.preference = 1
    and (preferred.measure <> 'elbow of inertia' or preferred.merit = 1)
order by preferred.measure
