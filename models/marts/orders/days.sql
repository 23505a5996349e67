with dates as (

    select * from {{ ref('int_rfm__dates') }}
    where is_current

),

orders as (select * from {{ ref('int_orders') }}),

first_order as (select min(ordered_at) as ordered_at from orders),

-- Everything is computed as of the beginning of as_of_date.
last_day as (

    select cast({{ add_days('as_of_date', -1) }} as date) as day
    from dates

),

span as (

    select
        last_day.day as last_day,
        cast(
            date_trunc('month', coalesce(first_order.ordered_at, last_day.day)) as date
        ) as first_day
    from last_day
    cross join first_order

),

listed as (

    select cast({{ add_days('span.first_day', 'number') }} as date) as day
    from span
    cross join {{ series(0, days_between('span.first_day', 'span.last_day'), 'number') }}

)

select
    day,
    cast(date_trunc('week', day) as date) as week,
    cast(date_trunc('month', day) as date) as month,
    cast(date_trunc('quarter', day) as date) as quarter,
    cast(date_trunc('year', day) as date) as year
from listed
order by day
