with settled as (select * from {{ ref('int_cleaning__settled') }})

select
    settled.order_line_id,
    settled.received_order_id as order_id,
    settled.customer_id,
    settled.product_id,
    settled.product_name,
    settled.category,
    settled.channel,
    settled.country,
    settled.ordered_at,
    settled.quantity,
    cast(settled.worth / nullif(settled.quantity, 0) as decimal(28, 6)) as unit_price,
    settled.amount,
    settled.currency,
    settled.is_cancelled,
    settled.reason,
    settled.worth as revenue,
    settled.netted_quantity,
    settled.netted_amount
from settled
where settled.reason is not null
order by
    settled.ordered_at,
    settled.order_line_id
