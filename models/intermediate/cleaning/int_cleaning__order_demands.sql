-- Deductions that belong to an order but to none of its lines. Examples are discounts and vouchers
-- on their own lines, columns of the order, and the rest of a return that its line cannot cover.
with sold as (select * from {{ ref('int_cleaning__sold') }}),

returns as (select * from {{ ref('int_cleaning__returns') }}),

goods as (select * from {{ ref('int_cleaning__returned_goods') }}),

money as (select * from {{ ref('int_cleaning__returned_money') }}),

goods_given as (

    select
        return_line_id,
        sum(quantity) as quantity
    from goods
    group by return_line_id

),

money_given as (

    select
        return_line_id,
        sum(amount) as amount
    from money
    where return_line_id <> sale_line_id
    group by return_line_id

),

demands as (

    select
        returns.order_id,
        returns.order_line_id as return_line_id,
        returns.returned_at,
        case
            when returns.is_of_goods then {{ rounded(
                'returns.worth * (1 - cast(coalesce(goods_given.quantity, 0) as double)'
                ~ ' / returns.quantity)',
                28, 6,
            ) }}
            else cast(returns.worth - coalesce(money_given.amount, 0) as decimal(28, 6))
        end as size
    from returns
    left join goods_given
        on returns.order_line_id = goods_given.return_line_id
    left join money_given
        on returns.order_line_id = money_given.return_line_id

    union all

    select
        order_id,
        order_line_id as return_line_id,
        sold_at as returned_at,
        cast(order_deduction as decimal(28, 6)) as size
    from sold

)

select
    order_id,
    return_line_id,
    returned_at,
    size
from demands
where size > 0
