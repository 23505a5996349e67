select
    strftime(kpis.as_of_date, '%Y-%m-%d') as as_of,
    kpis.revenue,
    kpis.cost,
    kpis.margin,
    kpis.cost_coverage,
    kpis.customers,
    kpis.average_order_value,
    kpis.revenue_per_customer,
    kpis.active_customers,
    kpis.retention_rate,
    kpis.pareto_customers,
    kpis.pareto_customer_share,
    kpis.high_value_at_risk_customers,
    kpis.high_value_at_risk_revenue,
    kpis.opportunity_customers,
    kpis.leading_segment_revenue_share,
    leader.segment_name as leading_segment_name,
    leader.customer_share as leading_segment_customer_share
from kpis
left join segments as leader
    on kpis.leading_segment_id = leader.segment_id
