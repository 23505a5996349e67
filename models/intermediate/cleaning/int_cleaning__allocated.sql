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
    return_line_id as cancellation_line_id,
    sale_line_id as order_line_id,
    max(cancelled_at) as cancelled_at,
    cast(sum(quantity) as decimal(18, 6)) as quantity,
    cast(sum(amount) as decimal(28, 6)) as amount
from given
group by
    return_line_id,
    sale_line_id
