-- Key figures as of the date of the run, and the revenue that one more unit of each would add.
-- Assumed effects are computed from them.
with status as (

    select * from {{ ref('int_rfm__status') }}
    where is_current

),

totals as (

    select
        count(*) as customers,
        sum(monetary) as revenue,
        sum(case when is_active then 1 else 0 end) as active_customers,
        sum(case when frequency > 1 then 1 else 0 end) as repeat_customers,
        sum(case when frequency > 1 then monetary else 0 end) as repeat_revenue
    from status

),

measured as (

    select
        'retention_rate' as kpi,
        active_customers / nullif(customers, 0) as baseline,
        -- A rate of 1 means all customers, so one more unit adds the mean revenue of each customer.
        revenue as gain_per_unit,
        1 as highest
    from totals

    union all

    select
        'churn_rate' as kpi,
        1 - active_customers / nullif(customers, 0) as baseline,
        -revenue as gain_per_unit,
        1 as highest
    from totals

    union all

    select
        'revenue_per_customer' as kpi,
        cast(revenue as double) / nullif(customers, 0) as baseline,
        customers as gain_per_unit,
        null as highest
    from totals

    union all

    select
        'repeat_rate' as kpi,
        repeat_customers / nullif(customers, 0) as baseline,
        customers * (
            cast(repeat_revenue as double) / nullif(repeat_customers, 0)
            - cast(revenue - repeat_revenue as double) / nullif(customers - repeat_customers, 0)
        ) as gain_per_unit,
        1 as highest
    from totals

)

select
    cast(kpi as string) as kpi,
    {{ rounded('baseline', 28, 6) }} as baseline,
    {{ rounded('gain_per_unit', 28, 6) }} as gain_per_unit,
    cast(highest as decimal(28, 6)) as highest
from measured
where baseline is not null
