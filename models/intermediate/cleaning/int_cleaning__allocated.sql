{{ incremental_by_order('touched') }}

-- The ledger of returns, with each return and each sale from which goods or money are deducted.
-- Each euro occurs once. A line with its own discount or refund deducts it from itself.
with goods as (select * from {{ ref('int_cleaning__returned_goods') }}),

money as (select * from {{ ref('int_cleaning__returned_money') }}),

order_money as (select * from {{ ref('int_cleaning__returned_order_money') }}),

customer_money as (select * from {{ ref('int_cleaning__returned_customer_money') }}),

sold as (select * from {{ ref('int_cleaning__sold') }}),

given as (

    select
        return_line_id,
        sale_line_id,
        cancelled_at,
        quantity,
        amount
    from goods
    {%- for money in ['money', 'order_money', 'customer_money'] %}

    union all

    select
        return_line_id,
        sale_line_id,
        cancelled_at,
        0 as quantity,
        amount
    from {{ money }}
    {%- endfor %}

    union all

    select
        order_line_id as return_line_id,
        order_line_id as sale_line_id,
        sold_at as cancelled_at,
        0 as quantity,
        line_discount as amount
    from sold
    where line_discount > 0

)

select
    given.return_line_id as cancellation_line_id,
    given.sale_line_id as order_line_id,
    sold.order_id,
    max(given.cancelled_at) as cancelled_at,
    cast(sum(given.quantity) as decimal(18, 6)) as quantity,
    cast(sum(given.amount) as decimal(28, 6)) as amount
from given
inner join sold
    on given.sale_line_id = sold.order_line_id
group by
    given.return_line_id,
    given.sale_line_id,
    sold.order_id
