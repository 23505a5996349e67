-- Every received line is accepted or rejected, once, and so is its money. A failure means that
-- lines vanish or count twice: no total can be trusted.
with received as (

    select
        count(*) as lines,
        sum(cast(quantity * unit_price as decimal(18, 4))) as revenue
    from {{ ref('input__order_lines') }}

),

accepted as (

    select
        count(*) as lines,
        sum(revenue + cancelled_revenue) as revenue
    from {{ ref('order_lines') }}

),

rejected as (

    select
        count(*) as lines,
        sum(revenue) as revenue
    from {{ ref('rejected_order_lines') }}

)

select concat(
    'received ', received.lines, ' lines worth ', received.revenue,
    ', accepted ', accepted.lines, ' worth ', accepted.revenue,
    ', rejected ', rejected.lines, ' worth ', rejected.revenue
) as problem
from received
cross join accepted
cross join rejected
where received.lines <> accepted.lines + rejected.lines
    or coalesce(received.revenue, 0)
    <> coalesce(accepted.revenue, 0) + coalesce(rejected.revenue, 0)
