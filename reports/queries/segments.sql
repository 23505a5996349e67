select
    segment_id,
    segment_name,
    segment_rank,
    description,
    customers,
    customer_share,
    orders,
    revenue,
    revenue_share,
    margin,
    cost_coverage,
    average_order_value,
    revenue_per_customer,
    expected_revenue,
    average_recency_days,
    average_frequency,
    r_index,
    f_index,
    m_index,
    '/segments/' || url_encode(segment_id) as link
from segments
order by segment_rank
