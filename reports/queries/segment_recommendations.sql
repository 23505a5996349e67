select
    segment_recommendations.*,
    segments.segment_name
from segment_recommendations
inner join segments
    on segment_recommendations.segment_id = segments.segment_id
order by segments.segment_rank, segment_recommendations.recommendation_rank
