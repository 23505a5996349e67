-- Each line of an order bears a part of the order's deductions, in proportion to its remaining
-- money and at most all of it.
{{ config(materialized='view') }}
with demands as (select * from {{ ref('int_cleaning__order_demands') }}),

sold as (select * from {{ ref('int_cleaning__sold') }}),

goods as (select * from {{ ref('int_cleaning__returned_goods') }}),

money as (select * from {{ ref('int_cleaning__returned_money') }}),

taken as (

    select
        sale_line_id,
        sum(amount) as amount
    from (
        select
            sale_line_id,
            amount
        from goods

        union all

        select
            sale_line_id,
            amount
        from money
    ) as all_taken
    group by sale_line_id

),

needed as (

    select
        order_id,
        sum(size) as size
    from demands
    group by order_id

),

supplies as (

    select
        sold.order_id,
        sold.order_line_id as sale_line_id,
        sold.sold_at,
        needed.size as needed,
        cast(sold.worth - coalesce(taken.amount, 0) as decimal(28, 6)) as size
    from sold
    inner join needed
        on sold.order_id = needed.order_id
    left join taken
        on sold.order_line_id = taken.sale_line_id

),

held as (

    select
        *,
        sum(size) over (partition by order_id) as held,
        sum(size) over (
            partition by order_id
            order by size asc nulls last, sale_line_id asc nulls last
            rows between unbounded preceding and current row
        ) as held_so_far
    from supplies
    where size > 0

),

shares as (

    select
        *,
        cast(
            case
                when needed >= held then held_so_far
                when held_so_far = held then needed
                else {{ rounded(
                    'needed * cast(held_so_far as double) / cast(held as double)', 28, 6
                ) }}
            end as decimal(28, 6)
        ) as share_so_far
    from held

)

select
    order_id,
    sale_line_id,
    sold_at,
    least(
        size,
        share_so_far - lag(share_so_far, 1, 0) over (
            partition by order_id
            order by held_so_far asc nulls last, sale_line_id asc nulls last
        )
    ) as share
from shares
