-- A source without order lines leaves the order tables empty. A failure means that orders were
-- invented.
{{ config(tags=['evaluation'], enabled=holds_under('customer_personality')) }}

with actual as (

    select 'cohorts' as mart, count(*) as lines from {{ ref('cohorts') }}

    union all

    select 'kpis_monthly' as mart, count(*) as lines from {{ ref('kpis_monthly') }}

    union all

    select 'order_lines' as mart, count(*) as lines from {{ ref('order_lines') }}

    union all

    select 'orders' as mart, count(*) as lines from {{ ref('orders') }}

    union all

    select 'products' as mart, count(*) as lines from {{ ref('products') }}

    union all

    select 'rejected_order_lines' as mart, count(*) as lines from {{ ref('rejected_order_lines') }}

    union all

    select 'segment_history' as mart, count(*) as lines from {{ ref('segment_history') }}

    union all

    select 'segment_products' as mart, count(*) as lines from {{ ref('segment_products') }}

    union all

    select 'segment_transitions' as mart, count(*) as lines from {{ ref('segment_transitions') }}

    union all

    select 'cluster_stability' as mart, count(*) as lines from {{ ref('cluster_stability') }}

)

{{ differences('customer_personality_empty', 'actual', key=['mart']) }}
