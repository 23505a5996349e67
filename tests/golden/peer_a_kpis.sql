-- The key figures of a published dashboard. A failure means that the compatibility mode no longer
-- reproduces them.
{{ config(enabled=holds_under('online_retail', peer_a_vars())) }}

with kpis as (

    select * from {{ ref('kpis') }}

),

actual as (

    select
        cast(round(revenue) as bigint) as revenue,
        cast(average_order_value as decimal(18, 2)) as average_order_value,
        cast(revenue_per_customer as decimal(18, 2)) as revenue_per_customer,
        pareto_customers,
        cast(pareto_customer_share as decimal(9, 3)) as pareto_customer_share,
        high_value_at_risk_customers,
        cast(round(high_value_at_risk_revenue) as bigint) as high_value_at_risk_revenue,
        cast(high_value_at_risk_revenue / revenue as decimal(9, 4))
            as high_value_at_risk_revenue_share,
        opportunity_customers,
        active_customers,
        cast(retention_rate as decimal(9, 3)) as retention_rate,
        leading_segment_id,
        cast(leading_segment_revenue_share as decimal(9, 3)) as leading_segment_revenue_share
    from kpis

)

{{ differences('peer_a_kpis', 'actual') }}
