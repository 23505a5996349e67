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
    average_order_value,
    revenue_per_customer,

    average_recency_days,
    average_frequency,
    average_monetary,
    r_index,
    f_index,
    m_index
from {{ ref('int_segments__profile') }}
order by segment_rank
