-- What the customers of each cluster have in common, feature by feature, against all customers:
-- the mean in the feature's own unit, and how many standard deviations it lies from that of all.
with members as (

    select
        assigned.cluster_id,
        features.feature,
        cast(features.value as decimal(24, 6)) as value
    from {{ ref('int_clustering__assigned') }} as assigned
    inner join {{ ref('int_customers__features') }} as features
        on assigned.customer_id = features.customer_id
    where assigned.cluster_id is not null

),

whole as (

    select
        feature,
        avg(value) as mean,
        sqrt(greatest(avg(value * value) - power(avg(value), 2), 0)) as deviation
    from members
    group by feature

),

grouped as (

    select
        cluster_id,
        feature,
        count(*) as customers,
        avg(value) as mean
    from members
    group by
        cluster_id,
        feature

)

select
    grouped.cluster_id,
    grouped.feature,
    grouped.customers,
    cast(grouped.mean as double) as mean,
    cast((grouped.mean - whole.mean) / nullif(whole.deviation, 0) as double) as z_score
from grouped
inner join whole
    on grouped.feature = whole.feature
