-- One row: the model that this run fits. It is named by its dataset, date and content, so that the
-- same data and vars always give the same name.
with centroids as (

    select
        count(distinct cluster_id) as cluster_count,
        md5({{ ordered_text(
            "concat_ws(' ', cluster_id, feature, transform, centre, scale, fill, centroid_scaled)",
            order_by=['cluster_id', 'feature_order'],
        ) }}) as digest
    from {{ ref('py_cluster_centroids') }}

),

dates as (

    select as_of_date
    from {{ ref('int_rfm__dates') }}
    where is_current

),

selected as (

    select * from {{ ref('py_cluster_selection') }}
    where is_selected

)

select
    cast(concat(
        '{{ dataset() }}-',
        replace(cast(dates.as_of_date as varchar), '-', ''),
        '-',
        substr(centroids.digest, 1, 8)
    ) as varchar) as model_id,
    cast('{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S") }}' as timestamp) as fitted_at,
    dates.as_of_date,
    cast('{{ dataset() }}' as varchar) as dataset,
    cast('{{ by_dataset("cluster_features") | join(", ") }}' as varchar) as features,
    cast('scaler {{ by_dataset("cluster_scaler") }}, seed {{ var("random_seed") }}' as varchar)
        as parameters,
    cast(centroids.cluster_count as integer) as cluster_count,
    selected.inertia,
    selected.silhouette,
    selected.davies_bouldin,
    selected.calinski_harabasz,
    versions.library_versions
from dates
cross join centroids
cross join {{ ref('py_library_versions') }} as versions
left join selected
    on centroids.cluster_count = selected.cluster_count
where centroids.cluster_count > 0
