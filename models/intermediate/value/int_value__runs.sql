-- The dates that values are expected as of: the date of the run, and an earlier split. Orders after
-- the split show how good the expectation was.
with dates as (

    select * from {{ ref('int_rfm__spine') }}
    where is_current

),

orders as (

    select * from {{ ref('int_orders') }}
    where customer_id is not null

),

first_order as (

    select min(ordered_at) as first_ordered_at
    from orders

),

history as (

    select
        dates.as_of_date,
        first_order.first_ordered_at,
        {{ days_between('first_order.first_ordered_at', 'dates.as_of_date') }} as history_days
    from dates
    cross join first_order
    where first_order.first_ordered_at < cast(dates.as_of_date as timestamp)

),

split as (

    select
        as_of_date as run_date,
        first_ordered_at,
        {% if var('value_split_date') -%}
        cast('{{ var("value_split_date") }}' as date) as as_of_date
        {%- else -%}
        cast(
            {{ add_days(
                'as_of_date',
                '-least(cast(floor(history_days / 3) as integer), ' ~ var('value_horizon_days')
                ~ ')',
            ) }} as date
        ) as as_of_date
        {%- endif %}
    from history

),

runs as (

    select
        as_of_date,
        true as is_current,
        first_ordered_at,
        {{ var('value_horizon_days') }} as horizon_days
    from history

    union all

    select
        as_of_date,
        false as is_current,
        first_ordered_at,
        {{ days_between('as_of_date', 'run_date') }} as horizon_days
    from split

)

select
    as_of_date,
    is_current,
    cast(horizon_days as integer) as horizon_days,
    cast({{ days_between('first_ordered_at', 'as_of_date') }} as integer) as history_days
from runs
where horizon_days > 0
    and first_ordered_at < cast(as_of_date as timestamp)
