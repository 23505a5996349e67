-- The orders that value models count, as they were known at the date of each run.
{%- set order_key = 'states.order_id' if var('value_same_day_orders') == 'each' else "''" %}
with runs as (select * from {{ ref('int_value__runs') }}),

states as (

    select * from {{ ref('int_orders__states') }}
    where customer_id is not null

),

counted as (

    select
        runs.as_of_date,
        runs.is_current,
        states.customer_id,
        cast(states.ordered_at as date) as ordered_on,
        {{ order_key }} as order_key,
        sum(states.revenue) as revenue
    from runs
    inner join states
        on {{ valid_on('states', 'runs.as_of_date') }}
    group by
        runs.as_of_date,
        runs.is_current,
        states.customer_id,
        cast(states.ordered_at as date),
        {{ order_key }}

)

select
    as_of_date,
    is_current,
    customer_id,
    ordered_on,
    cast(revenue as decimal(28, 6)) as revenue,
    cast(row_number() over (
        partition by as_of_date, customer_id
        order by ordered_on asc nulls last, order_key asc nulls last
    ) as integer) as order_number
from counted
