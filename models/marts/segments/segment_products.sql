with lines as (

    select * from {{ ref('int_cleaning__accepted') }}
    where product_id is not null

),

status as (

    select * from {{ ref('int_rfm__status') }}
    where is_current

),

sold as (

    select
        status.segment_id,
        lines.product_id,
        min(lines.product_name) as product_name,
        count(distinct lines.customer_id) as customers,
        count(distinct lines.order_id) as orders,
        sum(lines.revenue) as revenue
    from lines
    inner join status
        on lines.customer_id = status.customer_id
    group by
        status.segment_id,
        lines.product_id

)

select
    segment_id,
    cast(row_number() over (
        partition by segment_id
        order by revenue desc nulls last, product_id asc nulls last
    ) as integer) as product_rank,
    product_id,
    product_name,
    cast(customers as integer) as customers,
    cast(orders as integer) as orders,
    cast(revenue as decimal(28, 6)) as revenue
from sold
order by
    segment_id,
    product_rank
