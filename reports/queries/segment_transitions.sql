-- A segment that is empty today is named by the months in which it was not.
with names as (

    select distinct
        segment_id,
        segment_name
    from segment_sizes

)

select
    segment_transitions.to_date = max(segment_transitions.to_date) over () as is_latest,
    segment_transitions.from_segment_id,
    segment_transitions.to_segment_id,
    came_from.segment_name as from_segment_name,
    went_to.segment_name as to_segment_name,
    segment_transitions.customers,
    segment_transitions.revenue
from segment_transitions
left join names as came_from
    on segment_transitions.from_segment_id = came_from.segment_id
left join names as went_to
    on segment_transitions.to_segment_id = went_to.segment_id
