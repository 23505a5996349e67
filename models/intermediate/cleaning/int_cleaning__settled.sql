{{ config(materialized='view') }}

-- Every received line after returns, with its remaining quantity and money and the reason if it is
-- refused.
with judged as (select * from {{ ref('int_cleaning__judged') }}),

-- Two imports: the database would keep a copy of the ledger that two steps read.
taken_from as (

    select * from {{ ref('int_cleaning__allocated') }}
    where {{ is_of_touched_order('order_id') }}

),

given_back as (

    select * from {{ ref('int_cleaning__allocated') }}
    where {{ is_of_touched_order('order_id') }}

),

taken_back as (select * from {{ ref('int_cleaning__taken_back') }}),

-- A line can give and take. Its own discount is on both sides.
taken as (

    select
        order_line_id as line_id,
        quantity as cancelled_quantity,
        amount as cancelled_amount,
        0 as netted_quantity,
        0 as netted_amount,
        0 as taken_back
    from taken_from

    union all

    select
        cancellation_line_id as line_id,
        0 as cancelled_quantity,
        0 as cancelled_amount,
        quantity as netted_quantity,
        amount as netted_amount,
        0 as taken_back
    from given_back

    union all

    select
        order_line_id as line_id,
        0 as cancelled_quantity,
        0 as cancelled_amount,
        0 as netted_quantity,
        0 as netted_amount,
        1 as taken_back
    from taken_back

),

sums as (

    select
        line_id,
        sum(cancelled_quantity) as cancelled_quantity,
        sum(cancelled_amount) as cancelled_amount,
        sum(netted_quantity) as netted_quantity,
        sum(netted_amount) as netted_amount,
        max(taken_back) as taken_back
    from taken
    group by line_id

),

joined as (

    select
        judged.*,
        coalesce(sums.taken_back, 0) = 1 as is_taken_back,
        cast(coalesce(sums.cancelled_quantity, 0) as decimal(18, 6)) as cancelled_quantity,
        cast(coalesce(sums.cancelled_amount, 0) as decimal(28, 6)) as cancelled_amount,
        {%- for part, type in {'quantity': 'decimal(18, 6)', 'amount': 'decimal(28, 6)'}.items() %}
        cast(
            case when judged.is_return then coalesce(sums.netted_{{ part }}, 0) else 0 end
            as {{ type }}
        ) as netted_{{ part }}{{ ',' if not loop.last }}
        {%- endfor %}
    from judged
    left join sums
        on judged.order_line_id = sums.line_id

)

select
    *,
    is_return and (netted_quantity > 0 or netted_amount > 0) as is_netted,
    is_return
    and broken_rule = 'cancelled'
    and not is_taken_back
    and (netted_quantity > 0 or not (is_duplicate and is_deduplicated))
    and {{ 'true' if var('cancellations') == 'net' else 'false' }}
    and case
        when netted_quantity > 0 then netted_quantity < abs(quantity)
        else netted_amount < abs(worth)
    end as is_unmatched,
    case
        when broken_rule is null and cancelled_amount >= worth then 'undone'
        else broken_rule
    end as reason
from joined
