-- What the models know of each customer. Time ends with the last day before the date of the run.
{%- set unit = value_unit_days() %}
with counted as (select * from {{ ref('int_value__counted_orders') }}),

grouped as (

    select
        as_of_date,
        is_current,
        customer_id,
        min(ordered_on) as first_ordered_on,
        max(ordered_on) as last_ordered_on,
        count(*) as orders,
        sum(revenue) as revenue,
        sum(case when order_number > 1 then revenue else 0 end) as repeat_revenue
    from counted
    group by
        as_of_date,
        is_current,
        customer_id

)

select
    as_of_date,
    is_current,
    customer_id,
    cast(orders as integer) as orders,
    cast(orders - 1 as integer) as repeat_orders,
    cast({{ days_between('first_ordered_on', 'last_ordered_on') }} as double) / {{ unit }}
        as recency,
    cast({{ days_between('first_ordered_on', 'as_of_date') }} - 1 as double) / {{ unit }}
        as tenure,
    cast(revenue as decimal(28, 6)) as revenue,
    cast(repeat_revenue as decimal(28, 6)) as repeat_revenue
from grouped
