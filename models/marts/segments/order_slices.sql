-- Orders by month, segment, country and channel. All measures are additive: any rows can be
-- summed. A customer is new in one order only, so new customers are additive too.
with orders as (select * from {{ ref('int_orders') }}),

sequence as (select * from {{ ref('int_orders__sequence') }}),

monthly as (select * from {{ ref('int_segments__monthly') }}),

segments as (select * from {{ ref('int_segments') }}),

today as (

    select
        customer_id,
        segment_id
    from monthly
    where is_current

),

sums as (

    select
        cast(date_trunc('month', orders.ordered_at) as date) as month,
        monthly.segment_id as segment_id_then,
        today.segment_id as segment_id_now,
        orders.country,
        orders.channel,
        count(*) as order_count,
        sum(case when sequence.order_number = 1 then 1 else 0 end) as new_customers,
        sum(orders.quantity) as quantity,
        sum(orders.revenue) as revenue
    from orders
    left join sequence
        on orders.order_id = sequence.order_id
    left join monthly
        on orders.customer_id = monthly.customer_id
        and cast(date_trunc('month', orders.ordered_at) as date) = monthly.month
    left join today
        on orders.customer_id = today.customer_id
    group by
        cast(date_trunc('month', orders.ordered_at) as date),
        monthly.segment_id,
        today.segment_id,
        orders.country,
        orders.channel

)

select
    sums.month,
    sums.segment_id_then,
    segments_then.segment_name as segment_name_then,
    sums.segment_id_now,
    segments_now.segment_name as segment_name_now,
    sums.country,
    sums.channel,
    cast(sums.order_count as integer) as orders,
    cast(sums.new_customers as integer) as new_customers,
    cast(coalesce(sums.quantity, 0) as decimal(28, 6)) as quantity,
    cast(sums.revenue as decimal(28, 6)) as revenue
from sums
left join segments as segments_then
    on sums.segment_id_then = segments_then.segment_id
left join segments as segments_now
    on sums.segment_id_now = segments_now.segment_id
order by
    sums.month,
    sums.segment_id_then,
    sums.segment_id_now,
    sums.country,
    sums.channel
