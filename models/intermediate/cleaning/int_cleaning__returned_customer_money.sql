-- The rest of money returns is deducted from the customer's latest earlier sales of the product.
with sold as (select * from {{ ref('int_cleaning__sold') }}),

money as (

    select * from {{ ref('int_cleaning__returns') }}
    where not is_of_goods

),

goods as (select * from {{ ref('int_cleaning__returned_goods') }}),

product_money as (select * from {{ ref('int_cleaning__returned_money') }}),

order_money as (select * from {{ ref('int_cleaning__returned_order_money') }}),

given as (

    select return_line_id, sale_line_id, amount as size from goods

    union all

    select return_line_id, sale_line_id, amount as size from product_money

    union all

    select return_line_id, sale_line_id, amount as size from order_money

),

given_by_returns as (

    select * from given
    where return_line_id <> sale_line_id

),

all_sales as (

    select
        *,
        worth as size
    from sold

),

all_returns as (

    select
        *,
        worth as size
    from money

),

sales as (

    {{ what_is_left('all_sales', 'given', 'sale_line_id') }}

),

returns as (

    {{ what_is_left('all_returns', 'given_by_returns', 'return_line_id') }}

),

off_customer as (

    {{ carry_back('sales', 'returns', ['customer_id', 'product_key'], 'known_at') }}

)

select
    off_customer.return_line_id,
    off_customer.sale_line_id,
    greatest(money.returned_at, sold.sold_at) as cancelled_at,
    cast(off_customer.size as decimal(28, 6)) as amount
from off_customer
inner join sold
    on off_customer.sale_line_id = sold.order_line_id
inner join money
    on off_customer.return_line_id = money.order_line_id
