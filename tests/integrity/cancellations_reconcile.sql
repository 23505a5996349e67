-- The ledger counts each euro once. Sales minus returns and deductions equal the money of the
-- accepted lines. data_quality shows each returned euro as netted, as unmatched, or as a difference
-- of prices. A failure means that revenue is overstated, or that a return is deducted twice.
with cleaned as (

    select * from {{ ref('int_cleaning__lines') }}

),

allocated as (

    select * from {{ ref('int_cleaning__allocated') }}

),

order_lines as (

    select * from {{ ref('order_lines') }}

),

data_quality as (

    select * from {{ ref('data_quality') }}

),

taken as (

    select
        coalesce(sum(quantity), 0) as quantity,
        coalesce(sum(amount), 0) as amount,
        coalesce(sum(case when cancellation_line_id = order_line_id then amount end), 0)
            as deducted
    from allocated

),

lines as (

    select
        coalesce(sum(case when coalesce(reason, 'undone') = 'undone' then worth end), 0) as sold,
        coalesce(sum(cancelled_quantity), 0) as lost_quantity,
        coalesce(sum(cancelled_amount), 0) as lost_amount,
        coalesce(sum(netted_quantity), 0) as netted_quantity,
        coalesce(sum(
            case
                when {{ has_check('checks', 'cancellation_netted') }}
                    or {{ has_check('checks', 'cancellation_unmatched') }}
                    then abs(worth)
            end
        ), 0) as given_back
    from cleaned

),

accepted as (

    select coalesce(sum(revenue), 0) as revenue
    from order_lines

),

shown as (

    select coalesce(-sum(revenue), 0) as given_back
    from data_quality
    where check_name in (
        'cancellation_netted', 'cancellation_unmatched', 'return_price_differs'
    )

)

select concat(
    'sold ', lines.sold, ', taken off ', taken.amount, ' (', taken.quantity, ' units, ',
    taken.deducted, ' by deductions), accepted ', accepted.revenue, '; lines lost ',
    lines.lost_amount, ' (', lines.lost_quantity, ' units); returns gave back ', lines.given_back,
    ', shown ', shown.given_back
) as problem
from taken
cross join lines
cross join accepted
cross join shown
where taken.quantity <> lines.lost_quantity
    or taken.quantity <> lines.netted_quantity
    or taken.amount <> lines.lost_amount
    or lines.sold - taken.amount <> accepted.revenue
    or lines.given_back <> shown.given_back
