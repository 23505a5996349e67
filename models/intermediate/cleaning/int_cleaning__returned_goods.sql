-- Deducts returned goods from sales. Sales of the order that the return names come first, then the
-- customer's latest earlier sales of the product. Their money is deducted at the price of the sale.
with sold as (select * from {{ ref('int_cleaning__sold') }}),

goods as (

    select * from {{ ref('int_cleaning__returns') }}
    where is_of_goods

),

sales as (

    select
        *,
        quantity as size
    from sold
    where quantity > 0

),

returns as (

    select
        *,
        quantity as size
    from goods

),

off_order as (

    {{ carry_back('sales', 'returns', ['order_id', 'product_key'], 'day_ends_at') }}

),

sales_left as (

    {{ what_is_left('sales', 'off_order', 'sale_line_id') }}

),

returns_left as (

    {{ what_is_left('returns', 'off_order', 'return_line_id') }}

),

off_customer as (

    {{ carry_back('sales_left', 'returns_left', ['customer_id', 'product_key'], 'known_at') }}

),

carried as (

    select * from off_order

    union all

    select * from off_customer

),

running as (

    select
        carried.return_line_id,
        carried.sale_line_id,
        greatest(goods.returned_at, sold.sold_at) as cancelled_at,
        carried.size as quantity,
        sold.quantity as sold_quantity,
        sold.worth,
        {{ rounded('cast(sold.worth as double) / sold.quantity', 28, 10) }} as price,
        cast(sum(carried.size) over (
            partition by carried.sale_line_id
            order by goods.returned_at asc nulls last, carried.return_line_id asc nulls last
            rows between unbounded preceding and current row
        ) as decimal(18, 6)) as quantity_so_far
    from carried
    inner join sold
        on carried.sale_line_id = sold.order_line_id
    inner join goods
        on carried.return_line_id = goods.order_line_id

)

-- Amounts are differences of running totals, so the parts of a line sum exactly to its money.
select
    return_line_id,
    sale_line_id,
    cancelled_at,
    cast(quantity as decimal(18, 6)) as quantity,
    cast(
        {{ worth_of('quantity_so_far') }} - {{ worth_of('quantity_so_far - quantity') }}
        as decimal(28, 6)
    ) as amount
from running
