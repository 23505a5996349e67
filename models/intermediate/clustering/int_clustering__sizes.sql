-- Customers and revenue of each cluster, with their shares of all clustered customers.
with assigned as (

    select * from {{ ref('int_clustering__assigned') }}
    where cluster_id is not null

),

scores as (

    select * from {{ ref('int_rfm__scores') }}
    where is_current

),

sizes as (

    select
        assigned.cluster_id,
        count(*) as customers,
        sum(scores.monetary) as revenue
    from assigned
    inner join scores
        on assigned.customer_id = scores.customer_id
    group by assigned.cluster_id

)

select
    cluster_id,
    cast(customers as integer) as customers,
    {{ rounded('customers / sum(customers) over ()', 9, 6) }} as customer_share,
    cast(revenue as decimal(28, 6)) as revenue,
    {{ rounded('cast(revenue as double) / sum(revenue) over ()', 9, 6) }} as revenue_share
from sizes
