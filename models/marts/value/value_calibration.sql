with grouped as (select * from {{ ref('int_value__groups') }})

select
    cast(grouped_by as string) as grouped_by,
    cast(group_number as integer) as group_number,
    cast(count(*) as integer) as observed_customers,
    {{ rounded('cast(sum(cast(expected_orders as decimal(28, 9))) as double) / count(*)', 18, 6) }}
        as expected_orders,
    {{ rounded('sum(actual_orders) / count(*)', 18, 6) }} as actual_orders,
    cast(sum(expected_revenue) as decimal(28, 6)) as expected_revenue,
    cast(sum(actual_revenue) as decimal(28, 6)) as actual_revenue,
    {{ rounded('sum(case when is_in_interval then 1 else 0 end) / count(*)', 9, 6) }}
        as interval_share
from grouped
group by
    grouped_by,
    group_number
order by
    grouped_by,
    group_number
