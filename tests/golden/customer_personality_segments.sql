-- The customers of each segment of Customer Personality. A failure means that scores from summaries
-- differ from the scores that orders would give, or that the segment map changed.
{{ config(enabled=holds_under('customer_personality', {
    'as_of_date': none,
    'active_days': 90,
    'rfm_method': 'percent_rank',
    'rfm_scores': 5,
    'segment_map': 'eleven_segments',
})) }}

with segments as (

    select * from {{ ref('segments') }}

)

{{ differences('customer_personality_segments', 'segments', key=['segment_id']) }}
