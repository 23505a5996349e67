-- The key figures that the same dashboard shows above its segments.
{{ config(enabled=holds_under('online_retail', peer_a_vars())) }}

with figures as (

    {{ figures([
        ('revenue', 'cast(round(revenue) as bigint)', 8887209),
        ('basket', 'cast(average_order_value as decimal(18, 2))', '479.56'),
        ('value per customer', 'cast(revenue_per_customer as decimal(18, 2))', '2048.69'),
        ('customers who make 80 %', 'pareto_customers', 1129),
        ('their share', 'cast(pareto_customer_share as decimal(9, 3))', '0.260'),
        ('high value at risk', 'high_value_at_risk_customers', 52),
        ('their revenue', 'cast(round(high_value_at_risk_revenue) as bigint)', 305088),
        (
            'its share of revenue',
            'cast(high_value_at_risk_revenue / revenue as decimal(9, 4))',
            '0.0343',
        ),
        ('opportunities', 'opportunity_customers', 147),
        ('active customers', 'active_customers', 2889),
        ('retention', 'cast(retention_rate as decimal(9, 3))', '0.666'),
        ('leading segment', 'leading_segment_id', 'champions'),
        ('its share', 'cast(leading_segment_revenue_share as decimal(9, 3))', '0.652'),
    ], from=ref('kpis')) }}

)

{{ differences('figures') }}
