-- Deducts the units of returned goods from sales. Sales of the order that the return names come
-- first, then the customer's latest earlier sales of the product.
with sold as (select * from {{ ref('int_cleaning__sold') }}),

returned as (select * from {{ ref('int_cleaning__returns') }}),

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
    from returned
    where is_of_goods

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

)

select
    return_line_id,
    sale_line_id,
    cast(size as decimal(18, 6)) as quantity
from off_order

union all

select
    return_line_id,
    sale_line_id,
    cast(size as decimal(18, 6)) as quantity
from off_customer
