-- The days a customer usually lets pass between two orders: the median gap of their own; for those
-- with one order day, the median over the customers who have a rhythm. A customer who came on three
-- days of one week is not late a week afterwards: no rhythm is shorter than shortest_rhythm_days.
-- Of who is known by a summary alone the rhythm is the mean over the time they have been customers.
with order_days as (

    select distinct
        customer_id,
        cast(ordered_at as date) as ordered_date
    from {{ ref('int_orders') }}
    where customer_id is not null

),

followed as (

    select
        customer_id,
        ordered_date,
        lag(ordered_date) over (
            partition by customer_id order by ordered_date asc nulls last
        ) as previous_date
    from order_days

),

gaps as (

    select
        customer_id,
        {{ days_between('previous_date', 'ordered_date') }} as gap_days
    from followed

),

own as (

    select
        customer_id,
        {{ quantile('gap_days', 0.5) }} as rhythm_days
    from gaps
    group by customer_id

    union all

    select
        customer_id,
        case when frequency > 1 then tenure_days / frequency end as rhythm_days
    from {{ ref('int_rfm__metrics') }}
    where is_current
        and first_ordered_at is null

),

population as (

    select {{ quantile('rhythm_days', 0.5) }} as rhythm_days
    from own

)

select
    own.customer_id,
    cast(
        greatest(
            coalesce(own.rhythm_days, population.rhythm_days, {{ var('active_days') }}),
            {{ var('shortest_rhythm_days') }}
        ) as decimal(18, 1)
    ) as rhythm_days,
    own.rhythm_days is not null as has_own_rhythm
from own
cross join population
