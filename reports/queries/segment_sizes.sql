select
    *,
    strftime(as_of_date, '%Y-%m-%d') as as_of
from segment_sizes
order by as_of_date, segment_rank
