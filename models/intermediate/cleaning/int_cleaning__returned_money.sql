-- Deducts money from sales, without the money of returned goods. First comes the refund on the line
-- itself, then returns that name the order and product.
with sold as (select * from {{ ref('int_cleaning__sold') }}),

money as (

    select * from {{ ref('int_cleaning__returns') }}
    where not is_of_goods

),

returned_goods as (select * from {{ ref('int_cleaning__returned_goods') }}),

goods as (

    select
        sale_line_id,
        sum(amount) as amount
    from returned_goods
    group by sale_line_id

),

refunded as (

    select
        sold.*,
        cast(sold.worth - coalesce(goods.amount, 0) as decimal(28, 6)) as kept,
        cast(least(sold.worth - coalesce(goods.amount, 0), sold.line_refund) as decimal(28, 6))
            as refund
    from sold
    left join goods
        on sold.order_line_id = goods.sale_line_id

),

sales as (

    select
        *,
        cast(kept - refund as decimal(28, 6)) as size
    from refunded
    where kept > refund

),

returns as (

    select
        *,
        worth as size
    from money

),

off_order as (

    {{ carry_back('sales', 'returns', ['order_id', 'product_key'], 'day_ends_at') }}

)

select
    off_order.return_line_id,
    off_order.sale_line_id,
    greatest(money.returned_at, sold.sold_at) as cancelled_at,
    cast(off_order.size as decimal(28, 6)) as amount
from off_order
inner join sold
    on off_order.sale_line_id = sold.order_line_id
inner join money
    on off_order.return_line_id = money.order_line_id

union all

select
    order_line_id as return_line_id,
    order_line_id as sale_line_id,
    sold_at as cancelled_at,
    refund as amount
from refunded
where refund > 0
