-- Every received line and its money is accepted or rejected exactly once, in the amounts of the
-- source. A failure means that lines vanish or count twice. No total would be right.
with input_lines as (

    select * from {{ ref('input__order_lines') }}

),

lines as (

    select * from {{ ref('int_cleaning__lines') }}

),

order_lines as (

    select * from {{ ref('order_lines') }}

),

rejected_lines as (

    select * from {{ ref('rejected_order_lines') }}

),

received as (

    select
        count(*) as lines,
        coalesce(sum(amount), 0) as amount
    from input_lines

),

accepted as (

    select
        count(*) as lines,
        coalesce(sum(lines.amount), 0) as amount,
        coalesce(sum(order_lines.revenue + order_lines.cancelled_revenue - lines.worth), 0)
            as difference
    from order_lines
    left join lines
        on order_lines.order_line_id = lines.order_line_id

),

rejected as (

    select
        count(*) as lines,
        coalesce(sum(amount), 0) as amount
    from rejected_lines

)

select concat(
    'received ', received.lines, ' lines of ', received.amount, ', accepted ', accepted.lines,
    ' of ', accepted.amount, ' and shown with a difference of ', accepted.difference,
    ', rejected ', rejected.lines, ' of ', rejected.amount
) as problem
from received
cross join accepted
cross join rejected
where received.lines <> accepted.lines + rejected.lines
    or received.amount <> accepted.amount + rejected.amount
    or accepted.difference <> 0
