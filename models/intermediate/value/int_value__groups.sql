-- Each customer of the split in two groups: by repeat orders, and by tenths of expected revenue.
with outcomes as (select * from {{ ref('int_value__outcomes') }}),

ranked as (

    select
        *,
        row_number() over (
            order by expected_revenue desc nulls last, customer_id asc nulls last
        ) as value_rank,
        count(*) over () as customers
    from outcomes

)

select
    customer_id,
    'repeat_orders' as grouped_by,
    least(repeat_orders, 7) as group_number,
    expected_orders,
    actual_orders,
    expected_revenue,
    actual_revenue,
    actual_orders between orders_low and orders_high as is_in_interval
from ranked

union all

select
    customer_id,
    'value_decile' as grouped_by,
    cast(ceil(10 * value_rank / customers) as integer) as group_number,
    expected_orders,
    actual_orders,
    expected_revenue,
    actual_revenue,
    actual_orders between orders_low and orders_high as is_in_interval
from ranked
