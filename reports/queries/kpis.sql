select
    kpis.*,
    strftime(kpis.as_of_date, '%Y-%m-%d') as as_of,
    leader.segment_name as leading_segment_name,
    leader.customer_share as leading_segment_customer_share
from kpis
left join segments as leader
    on kpis.leading_segment_id = leader.segment_id
