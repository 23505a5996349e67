-- The eleven segments of Online Retail with tie-safe scores. A failure means that scores or the
-- segment map changed for every user of the default method.
{{ config(enabled=holds_under('online_retail', {
    'cancellations': 'drop',
    'deduplicate': false,
    'excluded_products': [],
    'guest_orders': 'exclude',
    'as_of_date': none,
    'recency_basis': 'date',
    'rfm_method': 'percent_rank',
    'rfm_scores': 5,
    'segment_map': 'eleven_segments',
})) }}

with segments as (

    select * from {{ ref('segments') }}

)

{{ differences('online_retail_tie_safe_segments', 'segments', key=['segment_id']) }}
