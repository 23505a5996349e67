-- Customer Personality in the tables of customers and key figures. A failure means that a summary
-- is read incorrectly or that a customer is lost.
{{ config(enabled=holds_under('customer_personality', {
    'as_of_date': none,
    'active_days': 90,
    'rfm_method': 'percent_rank',
    'rfm_scores': 5,
    'segment_map': 'eleven_segments',
})) }}

with customers as (

    select * from {{ ref('customers') }}

),

kpis as (

    select * from {{ ref('kpis') }}

),

customer_figures as (

    select
        count(*) as customers,
        sum(frequency) as orders,
        min(frequency) as least_frequency,
        sum(monetary) as monetary,
        min(tenure_days) as least_tenure,
        max(tenure_days) as greatest_tenure,
        sum(case when income is null then 1 else 0 end) as without_income,
        max(income) as greatest_income,
        min(birth_year) as first_birth_year,
        sum(case when birth_year is null then 1 else 0 end) as without_birth_year,
        sum(case when x_marital_status = 'Single' then 1 else 0 end) as single,
        sum(case when x_marital_status is null then 1 else 0 end) as without_status,
        sum(cast(x_has_accepted_last_campaign as integer)) as accepted_last,
        sum(case when favourite_category = 'Wines' then 1 else 0 end) as favour_wines,
        sum(case when favourite_channel = 'Store' then 1 else 0 end) as favour_stores,
        sum(case when favourite_channel is null then 1 else 0 end) as without_channel,
        sum(case when segment_id is null then 1 else 0 end) as without_segment
    from customers

),

kpi_figures as (

    select
        as_of_date,
        revenue as kpis_revenue,
        orders as kpis_orders,
        average_order_value,
        revenue_per_customer,
        active_customers,
        pareto_customers,
        gini,
        high_value_at_risk_customers,
        high_value_at_risk_revenue
    from kpis

),

actual as (

    select
        customer_figures.*,
        kpi_figures.*
    from customer_figures
    cross join kpi_figures

)

{{ differences('customer_personality_customers', 'actual') }}
