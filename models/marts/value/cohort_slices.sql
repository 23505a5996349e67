-- Cohorts by the country and channel of the first order. All measures are additive, because the
-- first order of a customer gives one country and one channel.
with sequence as (select * from {{ ref('int_orders__sequence') }}),

orders as (select * from {{ ref('int_orders') }}),

first_orders as (

    select
        sequence.customer_id,
        orders.country,
        orders.channel
    from sequence
    inner join orders
        on sequence.order_id = orders.order_id
    where sequence.order_number = 1

),

placed as (

    select
        sequence.customer_id,
        sequence.revenue,
        first_orders.country,
        first_orders.channel,
        cast(date_trunc('month', sequence.first_ordered_at) as date) as cohort_month,
        {{ months_between('sequence.first_ordered_at', 'sequence.ordered_at') }} as months_since
    from sequence
    inner join first_orders
        on sequence.customer_id = first_orders.customer_id

)

select
    cohort_month,
    cast(months_since as integer) as months_since,
    country,
    channel,
    cast(count(distinct customer_id) as integer) as customers,
    cast(count(*) as integer) as orders,
    cast(sum(revenue) as decimal(28, 6)) as revenue
from placed
group by
    cohort_month,
    months_since,
    country,
    channel
order by
    cohort_month,
    months_since,
    country,
    channel
