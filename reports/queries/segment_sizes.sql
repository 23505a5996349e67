select
    strftime(month_end, '%Y-%m-%d') as month_end,
    segment_id,
    segment_name,
    customers
from segment_sizes
order by as_of_date, segment_rank
