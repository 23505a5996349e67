-- Lines by month, segment, country, channel and category. All measures are additive: any rows can
-- be summed. Orders and customers are not, because one order has lines of several categories.
with lines as (select * from {{ ref('int_cleaning__accepted') }}),

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
        cast(date_trunc('month', lines.ordered_at) as date) as month,
        monthly.segment_id as segment_id_then,
        today.segment_id as segment_id_now,
        lines.country,
        lines.channel,
        lines.category,
        count(*) as line_count,
        sum(lines.quantity) as quantity,
        sum(lines.revenue) as revenue
    from lines
    left join monthly
        on lines.customer_id = monthly.customer_id
        and cast(date_trunc('month', lines.ordered_at) as date) = monthly.month
    left join today
        on lines.customer_id = today.customer_id
    group by
        cast(date_trunc('month', lines.ordered_at) as date),
        monthly.segment_id,
        today.segment_id,
        lines.country,
        lines.channel,
        lines.category

)

select
    sums.month,
    sums.segment_id_then,
    segments_then.segment_name as segment_name_then,
    sums.segment_id_now,
    segments_now.segment_name as segment_name_now,
    sums.country,
    sums.channel,
    sums.category,
    cast(sums.line_count as integer) as line_count,
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
    sums.channel,
    sums.category
