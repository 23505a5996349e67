-- What cancellations took off is what lines lost: of those that stand and of those undone. A
-- failure means that revenue is overstated or taken off twice.
with taken as (

    select
        coalesce(sum(quantity), 0) as quantity,
        coalesce(sum(amount), 0) as amount
    from {{ ref('int_cancellations__allocated') }}

),

lost as (

    select
        coalesce(sum(cancelled_quantity), 0) as quantity,
        coalesce(sum(cancelled_amount), 0) as amount,
        coalesce(sum(netted_quantity), 0) as netted_quantity,
        sum(case
            when cancelled_quantity > 0 and cancelled_quantity > quantity then 1
            else 0
        end) as overdrawn_lines
    from {{ ref('int_order_lines__settled') }}
    where cancelled_quantity > 0
        or netted_quantity > 0

)

select concat(
    'cancellations took off ', taken.quantity, ' worth ', taken.amount, ', lines lost ',
    lost.quantity, ' worth ', lost.amount, ', cancellations gave ', lost.netted_quantity, ', ',
    lost.overdrawn_lines, ' lines lost more than they had'
) as problem
from taken
cross join lost
where taken.quantity <> lost.quantity
    or taken.quantity <> lost.netted_quantity
    or taken.amount <> lost.amount
    or lost.overdrawn_lines > 0
