{{ incremental_by_order('touched') }}

-- The value of an order and its period of validity. A state begins when the order is placed and
-- after each return. So orders can be seen as they were at any past date.
with sold as (

    select * from {{ ref('int_cleaning__lines') }}
    where coalesce(reason, 'undone') = 'undone'
        and {{ is_of_touched_row(ref('int_cleaning__lines')) }}

),

allocated as (select * from {{ ref('int_cleaning__allocated') }}),

placed as (

    select
        order_id,
        min(customer_id) as customer_id,
        min(ordered_at) as ordered_at,
        sum(coalesce(quantity, 0)) as quantity,
        sum(worth) as revenue
    from sold
    group by order_id

),

changes as (

    select
        order_id,
        ordered_at as changed_at,
        quantity,
        revenue
    from placed

    union all

    -- The ledger names the order, so the ids of lines are not read.
    select
        allocated.order_id,
        allocated.cancelled_at as changed_at,
        -allocated.quantity as quantity,
        -allocated.amount as revenue
    from allocated
    inner join placed
        on allocated.order_id = placed.order_id

),

moments as (

    select
        order_id,
        changed_at,
        sum(quantity) as quantity,
        sum(revenue) as revenue
    from changes
    group by
        order_id,
        changed_at

),

running as (

    select
        order_id,
        changed_at as valid_from,
        lead(changed_at) over (
            partition by order_id order by changed_at asc nulls last
        ) as valid_to,
        sum(quantity) over (
            partition by order_id order by changed_at asc nulls last
            rows between unbounded preceding and current row
        ) as quantity,
        sum(revenue) over (
            partition by order_id order by changed_at asc nulls last
            rows between unbounded preceding and current row
        ) as revenue
    from moments

)

select
    running.order_id,
    placed.customer_id,
    placed.ordered_at,
    running.valid_from,
    running.valid_to,
    cast(running.quantity as decimal(28, 6)) as quantity,
    cast(running.revenue as decimal(28, 6)) as revenue
from running
inner join placed
    on running.order_id = placed.order_id
where running.revenue > 0
