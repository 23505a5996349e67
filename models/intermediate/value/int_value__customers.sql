-- The expected value of each customer as of the date of the run, or the reason why it is withheld.
with metrics as (

    select * from {{ ref('int_rfm__metrics') }}
    where is_current

),

status as (select * from {{ ref('int_value__status') }}),

scores as (

    select * from {{ ref('int_value__scores') }}
    where is_current

),

joined as (

    select
        metrics.customer_id,
        metrics.monetary as historic_revenue,
        scores.expected_orders,
        scores.orders_low,
        scores.orders_high,
        scores.expected_revenue,
        scores.revenue_low,
        scores.revenue_high,
        scores.chance_alive,
        scores.days_to_order,
        status.as_of_date,
        status.horizon_days,
        coalesce(
            status.withheld_reason, case when scores.customer_id is null then 'no_orders' end
        ) as withheld_reason,
        status.alive_reason
    from metrics
    cross join status
    left join scores
        on metrics.customer_id = scores.customer_id

)

select
    customer_id,
    cast(historic_revenue as decimal(28, 6)) as historic_revenue,
    expected_orders,
    orders_low,
    orders_high,
    expected_revenue,
    revenue_low,
    revenue_high,
    case when alive_reason is null then chance_alive end as probability_alive,
    case
        when chance_alive >= 0.5 and days_to_order <= horizon_days
            then cast(
                {{ add_days('as_of_date', 'cast(ceil(days_to_order) as integer)') }} as date
            )
    end as next_order_expected_at,
    cast(withheld_reason as string) as withheld_reason,
    cast(coalesce(withheld_reason, alive_reason) as string) as alive_reason
from joined
