-- At each past month end, how many customers of a recency band and a frequency band ordered in the
-- window after it.
with month_ends as (select * from {{ ref('int_customers__month_ends') }}),

orders as (

    select * from {{ ref('int_orders') }}
    where customer_id is not null

),

returned as (

    select distinct
        month_ends.as_of_date,
        month_ends.customer_id
    from month_ends
    inner join orders
        on month_ends.customer_id = orders.customer_id
        and orders.ordered_at >= cast(month_ends.as_of_date as timestamp)
        and orders.ordered_at < cast(month_ends.window_end as timestamp)

)

select
    month_ends.as_of_date,
    month_ends.recency_band,
    month_ends.frequency_band,
    cast(count(*) as bigint) as customers,
    cast(count(returned.customer_id) as bigint) as returned
from month_ends
left join returned
    on month_ends.as_of_date = returned.as_of_date
    and month_ends.customer_id = returned.customer_id
group by
    month_ends.as_of_date,
    month_ends.recency_band,
    month_ends.frequency_band
