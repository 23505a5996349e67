-- A segment that is empty today is named by the months in which it was not.
select
    segment_history.customer_id,
    strftime(segment_history.as_of_date, '%Y-%m-%d') as as_of,
    segment_sizes.segment_name,
    segment_history.r_score,
    segment_history.f_score,
    segment_history.m_score,
    segment_history.monetary
from segment_history
left join segment_sizes
    on segment_history.as_of_date = segment_sizes.as_of_date
    and segment_history.segment_id = segment_sizes.segment_id
order by segment_history.customer_id, segment_history.as_of_date
