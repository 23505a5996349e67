-- The segment and the cluster of every customer, with the recent revenue.
with status as (

    select * from {{ ref('int_rfm__status') }}
    where is_current

),

members as (

    select * from {{ ref('int_clustering__members') }}
    where cluster_id is not null

),

recent as (select * from {{ ref('int_value__recent_revenue') }})

select
    'segments' as plan_by,
    status.segment_id as group_id,
    status.customer_id,
    recent.recent_revenue,
    recent.recent_cost,
    recent.recent_costed_revenue
from status
inner join recent
    on status.customer_id = recent.customer_id

union all

select
    'clusters' as plan_by,
    cast(members.cluster_id as string) as group_id,
    members.customer_id,
    recent.recent_revenue,
    recent.recent_cost,
    recent.recent_costed_revenue
from members
inner join recent
    on members.customer_id = recent.customer_id
