-- The mean of each feature per cluster, and its distance from the mean of all customers in standard
-- deviations.
with assigned as (

    select * from {{ ref('int_clustering__assigned') }}
    where cluster_id is not null

),

features as (select * from {{ ref('int_customers__features') }}),

members as (

    select
        assigned.cluster_id,
        features.feature,
        cast(features.value as decimal(28, 6)) as value
    from assigned
    inner join features
        on assigned.customer_id = features.customer_id

),

-- In a currency with large numbers, the square of an amount would not fit into a decimal.
units as (

    select
        feature,
        cast(greatest(cast(max(abs(value)) as double) / 1000000000, 1) as double) as unit
    from members
    group by feature

),

measured as (

    select
        members.cluster_id,
        members.feature,
        members.value,
        {{ rounded('members.value / units.unit', 16, 6) }} as measured,
        units.unit
    from members
    inner join units
        on members.feature = units.feature

),

whole as (

    select
        feature,
        {{ exact_mean('value') }} as mean,
        max(unit) * sqrt(greatest(
            {{ exact_mean('cast(measured as decimal(19, 6)) * measured') }}
            - power({{ exact_mean('measured') }}, 2),
            0
        )) as deviation
    from measured
    group by feature

),

grouped as (

    select
        cluster_id,
        feature,
        count(*) as customers,
        {{ exact_mean('value') }} as mean
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
