-- The margin on revenue in the last plan_revenue_days days. Lines with a unit_cost are measured.
-- The other lines have the var margin_rate.
with accepted as (select * from {{ ref('int_cleaning__accepted') }}),

dates as (

    select * from {{ ref('int_rfm__spine') }}
    where is_current

),

lines as (

    select
        accepted.revenue,
        cast(
            accepted.revenue - cast(accepted.unit_cost as double) * accepted.quantity
            as decimal(28, 6)
        ) as measured_margin
    from accepted
    inner join dates
        on accepted.ordered_at < cast(dates.as_of_date as timestamp)
        and accepted.ordered_at
        >= cast({{ add_days('dates.as_of_date', -var('plan_revenue_days')) }} as timestamp)

)

select
    cast(coalesce(
        sum(coalesce(
            measured_margin, cast(revenue * {{ var('margin_rate') }} as decimal(28, 6))
        )) / nullif(sum(revenue), 0),
        {{ var('margin_rate') }}
    ) as decimal(18, 4)) as margin_rate,
    cast(coalesce(
        sum(case when measured_margin is not null then revenue end) / nullif(sum(revenue), 0), 0
    ) as decimal(9, 6)) as measured_revenue_share
from lines
