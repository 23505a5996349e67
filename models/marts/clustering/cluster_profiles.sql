-- Recency, frequency and revenue of the customers of a cluster: half of them are between the
-- quartiles.
with assigned as (

    select * from {{ ref('int_clustering__assigned') }}
    where cluster_id is not null

),

features as (

    select * from {{ ref('int_customers__features') }}
    where feature in ('recency_days', 'frequency', 'monetary')

),

members as (

    select
        assigned.cluster_id,
        features.feature,
        features.value
    from assigned
    inner join features
        on assigned.customer_id = features.customer_id

),

medians as (

    select
        feature,
        {{ quantile('value', 0.5) }} as all_median
    from members
    group by feature

),

grouped as (

    select
        cluster_id,
        feature,
        count(*) as customers,
        {{ quantile('value', 0.05) }} as lowest,
        {{ quantile('value', 0.25) }} as lower_quartile,
        {{ quantile('value', 0.5) }} as median,
        {{ quantile('value', 0.75) }} as upper_quartile,
        {{ quantile('value', 0.95) }} as highest
    from members
    group by
        cluster_id,
        feature

)

select
    grouped.cluster_id,
    grouped.feature,
    cast(grouped.customers as integer) as customers,
    {{ rounded('grouped.lowest', 28, 4) }} as lowest,
    {{ rounded('grouped.lower_quartile', 28, 4) }} as lower_quartile,
    {{ rounded('grouped.median', 28, 4) }} as median,
    {{ rounded('grouped.upper_quartile', 28, 4) }} as upper_quartile,
    {{ rounded('grouped.highest', 28, 4) }} as highest,
    {{ rounded('medians.all_median', 28, 4) }} as all_median
from grouped
inner join medians
    on grouped.feature = medians.feature
order by
    grouped.cluster_id,
    grouped.feature
