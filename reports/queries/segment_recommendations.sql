select
    segments.segment_name,
    segment_recommendations.recommendation_rank,
    segment_recommendations.product_name,
    segment_recommendations.customers,
    segment_recommendations.because
from segment_recommendations
inner join segments
    on segment_recommendations.segment_id = segments.segment_id
order by segments.segment_rank, segment_recommendations.recommendation_rank
