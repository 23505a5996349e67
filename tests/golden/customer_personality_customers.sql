-- Customer Personality through the marts that are made for orders: nobody is lost, and what a
-- source without order lines cannot say is empty. A failure means that a summary is read wrongly.
{{ config(enabled=holds_under('customer_personality', {
    'as_of_date': none,
    'active_days': 90,
    'rfm_method': 'percent_rank',
    'rfm_scores': 5,
    'segment_map': 'eleven_segments',
})) }}

{%- set empty = [
    'cohorts', 'kpis_monthly', 'order_lines', 'orders', 'products', 'rejected_order_lines',
    'segment_history', 'segment_products', 'segment_transitions', 'cluster_stability',
] %}

{%- set segments = {
    'champions': (255, '330028.0000'),
    'loyal': (222, '259147.0000'),
    'potential_loyalist': (207, '73410.0000'),
    'new': (373, '18859.0000'),
    'promising': (82, '11778.0000'),
    'need_attention': (103, '92020.0000'),
    'about_to_sleep': (33, '1978.0000'),
    'at_risk': (336, '358502.0000'),
    'cant_lose': (127, '151033.0000'),
    'hibernating': (381, '55099.0000'),
    'lost': (121, '5134.0000'),
} %}

with figures as (

    {{ figures([
        ('customers', 'count(*)', 2240),
        ('orders', 'sum(frequency)', 28089),
        ('least frequency', 'min(frequency)', 1),
        ('monetary', 'sum(monetary)', '1356988.0000'),
        ('least tenure', 'min(tenure_days)', 97),
        ('greatest tenure', 'max(tenure_days)', 796),
        ('without income', 'sum(case when income is null then 1 else 0 end)', 25),
        ('greatest income', 'max(income)', '162397.00'),
        ('first year of birth', 'min(birth_year)', 1940),
        ('without year of birth', 'sum(case when birth_year is null then 1 else 0 end)', 3),
        ('single', "sum(case when x_marital_status = 'Single' then 1 else 0 end)", 483),
        ('without status', 'sum(case when x_marital_status is null then 1 else 0 end)', 4),
        ('took the last offer', 'sum(cast(x_has_accepted_last_campaign as integer))', 334),
        ('favour wines', "sum(case when favourite_category = 'Wines' then 1 else 0 end)", 1507),
        ('favour stores', "sum(case when favourite_channel = 'Store' then 1 else 0 end)", 1722),
        ('without channel', 'sum(case when favourite_channel is null then 1 else 0 end)', 6),
        ('in no segment', 'sum(case when segment_id is null then 1 else 0 end)', 0),
    ], from=ref('customers')) }}

    union all

    {{ figures([
        ('as of', 'max(as_of_date)', '2014-10-04'),
        ('kpis.revenue', 'max(revenue)', '1356988.0000'),
        ('kpis.orders', 'max(orders)', 28089),
        ('average order', 'max(average_order_value)', '48.3103'),
        ('revenue per customer', 'max(revenue_per_customer)', '605.7982'),
        ('active customers', 'max(active_customers)', 2042),
        ('80/20', 'max(pareto_customers)', 843),
        ('gini', 'max(gini)', '0.540805'),
        ('high value at risk', 'max(high_value_at_risk_customers)', 145),
        ('their revenue', 'max(high_value_at_risk_revenue)', '218415.0000'),
    ], from=ref('kpis')) }}

    {%- for segment, (customers, revenue) in segments.items() %}

    union all

    {{ figures([
        (segment, 'max(customers)', customers),
        ('revenue of ' ~ segment, 'max(revenue)', revenue),
    ], from='(select * from ' ~ ref('segments') ~ " where segment_id = '" ~ segment ~ "')") }}
    {%- endfor %}
    {%- for mart in empty %}

    union all

    {{ figures([('rows of ' ~ mart, 'count(*)', 0)], from=ref(mart)) }}
    {%- endfor %}

)

{{ differences('figures') }}
