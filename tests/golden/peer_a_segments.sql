-- The seven segments of a published pandas dashboard for Online Retail, by its own rules. A failure
-- means that the compatibility mode no longer reproduces them.
{{ config(enabled=holds_under('online_retail', peer_a_vars())) }}

with segments as (

    select * from {{ ref('segments') }}

),

actual as (

    select
        segment_id,
        customers,
        cast(round(revenue) as bigint) as revenue
    from segments

)

{{ differences('peer_a_segments', 'actual', key=['segment_id']) }}
