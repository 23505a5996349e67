select
    customer_id,
    strftime(month_end, '%Y-%m-%d') as month_end,
    segment_name,
    r_score,
    f_score,
    m_score,
    monetary
from segment_history
where is_complete
order by customer_id, as_of_date
