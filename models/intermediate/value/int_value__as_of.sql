-- The measures of all customers at each date. The Gini coefficient is computed from ranks. It is 0
-- if all customers spent the same, and near 1 if one customer spent everything.
-- Guests alone can order before a date, so a date without customers stays.
with dates as (select * from {{ ref('int_rfm__dates') }}),

ranking as (select * from {{ ref('int_value__curve') }}),

status as (select * from {{ ref('int_rfm__status') }}),

curve as (

    select
        as_of_date,
        sum(case when is_in_top_80 then 1 else 0 end) as pareto_customers,
        max(customers) as customers,
        sum(monetary) as revenue,
        sum(monetary * (customers + 1 - customer_rank)) as rank_weighted_revenue
    from ranking
    group by as_of_date

),

flags as (

    select
        as_of_date,
        sum(case when is_active then 1 else 0 end) as active_customers,
        sum(case when is_high_value_at_risk then 1 else 0 end) as high_value_at_risk_customers,
        sum(case when is_high_value_at_risk then monetary else 0 end) as high_value_at_risk_revenue,
        sum(case when is_opportunity then 1 else 0 end) as opportunity_customers
    from status
    group by as_of_date

),

segments as (

    select
        as_of_date,
        segment_id,
        sum(monetary) as revenue,
        row_number() over (
            partition by as_of_date
            order by sum(monetary) desc nulls last, segment_id asc nulls last
        ) as revenue_rank
    from status
    group by
        as_of_date,
        segment_id

)

select
    dates.as_of_date,
    cast(coalesce(curve.customers, 0) as integer) as customers,
    cast(coalesce(flags.active_customers, 0) as integer) as active_customers,
    {{ rounded('flags.active_customers / curve.customers', 9, 6) }} as retention_rate,
    cast(coalesce(curve.pareto_customers, 0) as integer) as pareto_customers,
    {{ rounded('curve.pareto_customers / curve.customers', 9, 6) }} as pareto_customer_share,
    {{ rounded(
        'cast(2 * curve.rank_weighted_revenue as double) / (curve.customers * curve.revenue)'
        ~ ' - (curve.customers + 1) / curve.customers',
        9, 6,
    ) }} as gini,
    cast(coalesce(flags.high_value_at_risk_customers, 0) as integer)
        as high_value_at_risk_customers,
    cast(coalesce(flags.high_value_at_risk_revenue, 0) as decimal(28, 6))
        as high_value_at_risk_revenue,
    cast(coalesce(flags.opportunity_customers, 0) as integer) as opportunity_customers,
    segments.segment_id as leading_segment_id,
    {{ rounded('cast(segments.revenue as double) / curve.revenue', 9, 6) }}
        as leading_segment_revenue_share
from dates
left join curve
    on dates.as_of_date = curve.as_of_date
left join flags
    on dates.as_of_date = flags.as_of_date
left join segments
    on dates.as_of_date = segments.as_of_date
    and segments.revenue_rank = 1
