with sold as (

    select
        standing.segment_id,
        lines.product_id,
        min(lines.product_name) as product_name,
        count(distinct lines.customer_id) as customers,
        count(distinct lines.order_id) as orders,
        sum(lines.revenue) as revenue
    from {{ ref('int_order_lines__accepted') }} as lines
    inner join {{ ref('int_rfm__standing') }} as standing
        on lines.customer_id = standing.customer_id
        and standing.is_current
    where lines.product_id is not null
    group by
        standing.segment_id,
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
    cast(revenue as decimal(18, 4)) as revenue
from sold
order by
    segment_id,
    product_rank
