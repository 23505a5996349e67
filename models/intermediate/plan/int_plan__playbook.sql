-- The groups that have customers, of both kinds, with the assumptions of their playbook.
with segments as (select * from {{ ref('int_segments__profile') }}),

segment_playbook as (

    select * from {{ ref_by_var('segment_playbook') }}
    where segment_map = '{{ var("segment_map") }}'

),

clusters as (select * from {{ ref('int_clustering__clusters') }}),

cluster_playbook as (select * from {{ ref('cluster_playbook') }})

select
    'segments' as plan_by,
    segments.segment_id as group_id,
    segments.segment_rank as group_rank,
    segment_playbook.budget_share,
    segment_playbook.budget_per_customer,
    segment_playbook.assumed_uplift_low,
    segment_playbook.assumed_uplift_high
from segments
inner join segment_playbook
    on segments.segment_id = segment_playbook.segment_id

union all

select
    'clusters' as plan_by,
    cast(clusters.cluster_id as string) as group_id,
    clusters.cluster_id as group_rank,
    cluster_playbook.budget_share,
    cluster_playbook.budget_per_customer,
    cluster_playbook.assumed_uplift_low,
    cluster_playbook.assumed_uplift_high
from clusters
inner join cluster_playbook
    on clusters.playbook_id = cluster_playbook.archetype_id
