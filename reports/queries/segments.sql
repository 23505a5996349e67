select
    *,
    '/segments/' || segment_id as link
from segments
order by segment_rank
