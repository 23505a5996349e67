-- The model that this run fits. Its id contains the dataset, the date and a digest of the
-- centroids, so equal data and vars always give the same id.
with centroids as (select * from {{ ref('py_clustering__centroids') }}),

dates as (

    select * from {{ ref('int_rfm__spine') }}
    where is_current

),

selected as (

    select * from {{ ref('py_clustering__selection') }}
    where is_selected

),

versions as (select * from {{ ref('py_clustering__library_versions') }}),

fitted as (

    select
        count(distinct cluster_id) as cluster_count,
        md5({{ ordered_text(
            "concat_ws(' ', cluster_id, feature, transform, " ~ [
                double_text('centre'), double_text('scale'), double_text('fill'),
                double_text('centroid_scaled'),
            ] | join(', ') ~ ')',
            order_by=['cluster_id', 'feature_order'],
        ) }}) as digest
    from centroids

)

select
    cast(concat(
        '{{ dataset() }}-',
        replace(cast(dates.as_of_date as string), '-', ''),
        '-',
        substr(fitted.digest, 1, 8)
    ) as string) as model_id,
    cast('{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S") }}' as timestamp) as fitted_at,
    dates.as_of_date,
    cast('{{ dataset() }}' as string) as dataset,
    cast('{{ by_dataset("cluster_features") | join(", ") }}' as string) as features,
    cast('scaler {{ by_dataset("cluster_scaler") }}, seed {{ var("random_seed") }}' as string)
        as parameters,
    cast(fitted.cluster_count as integer) as cluster_count,
    selected.inertia,
    selected.silhouette,
    selected.davies_bouldin,
    selected.calinski_harabasz,
    versions.library_versions
from dates
cross join fitted
cross join versions
left join selected
    on fitted.cluster_count = selected.cluster_count
where fitted.cluster_count > 0
