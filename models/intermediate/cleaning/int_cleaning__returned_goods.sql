-- The money of returned units, at the price of the sale. A model of its own, so that the lists of
-- carry_back and these joins are not in memory together.
with units as (select * from {{ ref('int_cleaning__returned_units') }}),

sold as (select * from {{ ref('int_cleaning__sold') }}),

returns as (select * from {{ ref('int_cleaning__returns') }}),

running as (

    select
        units.return_line_id,
        units.sale_line_id,
        greatest(returns.returned_at, sold.sold_at) as cancelled_at,
        units.quantity,
        sold.quantity as sold_quantity,
        sold.worth,
        {{ rounded('cast(sold.worth as double) / sold.quantity', 28, 10) }} as price,
        cast(sum(units.quantity) over (
            partition by units.sale_line_id
            order by returns.returned_at asc nulls last, units.return_line_id asc nulls last
            rows between unbounded preceding and current row
        ) as decimal(18, 6)) as quantity_so_far
    from units
    inner join sold
        on units.sale_line_id = sold.order_line_id
    inner join returns
        on units.return_line_id = returns.order_line_id

)

-- Amounts are differences of running totals, so the parts of a line sum exactly to its money.
select
    return_line_id,
    sale_line_id,
    cancelled_at,
    cast(quantity as decimal(18, 6)) as quantity,
    cast({{ worth_of('quantity_so_far') }} - {{ worth_of('quantity_so_far - quantity') }}
        as decimal(28, 6)) as amount
from running
