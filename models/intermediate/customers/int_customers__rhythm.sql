-- The usual number of days between two orders of a customer. It is the median gap between the
-- customer's order days. A customer with one order day has the median over the customers with more.
-- A customer with a summary has the mean gap, tenure / frequency. shortest_rhythm_days is the lower
-- limit. Without it, a customer with three order days in one week would be overdue a week later.
with orders as (

    select * from {{ ref('int_orders') }}
    where customer_id is not null

),

summarised as (

    select * from {{ ref('int_rfm__metrics') }}
    where is_current
        and first_ordered_at is null

),

order_days as (

    select distinct
        customer_id,
        cast(ordered_at as date) as ordered_date
    from orders

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
    from summarised

),

population as (

    select {{ quantile('rhythm_days', 0.5) }} as rhythm_days
    from own

)

select
    own.customer_id,
    {{ rounded(
        'greatest(coalesce(own.rhythm_days, population.rhythm_days, ' ~ var('active_days') ~ '), '
        ~ var('shortest_rhythm_days') ~ ')',
        18, 1,
    ) }} as rhythm_days,
    own.rhythm_days is not null as has_own_rhythm
from own
cross join population
