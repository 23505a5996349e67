-- Every raw line after cancellations: what is left of it, and why it is refused if it is.
with judged as (

    select * from {{ ref('int_order_lines__judged') }}

),

allocated as (

    select * from {{ ref('int_cancellations__allocated') }}

),

undone as (

    select
        order_line_id,
        sum(quantity) as quantity,
        sum(amount) as amount
    from allocated
    group by order_line_id

),

netted as (

    select
        cancellation_line_id,
        sum(quantity) as quantity
    from allocated
    group by cancellation_line_id

),

joined as (

    select
        judged.*,
        cast(coalesce(undone.quantity, 0) as decimal(18, 3)) as cancelled_quantity,
        cast(coalesce(undone.amount, 0) as decimal(18, 4)) as cancelled_amount,
        cast(coalesce(netted.quantity, 0) as decimal(18, 3)) as netted_quantity
    from judged
    left join undone
        on judged.order_line_id = undone.order_line_id
    left join netted
        on judged.order_line_id = netted.cancellation_line_id

)

select
    *,
    case
        when broken_rule is null and cancelled_quantity >= quantity then 'undone'
        else broken_rule
    end as reason
from joined
