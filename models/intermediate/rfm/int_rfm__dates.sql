-- The dates as of which customers are looked at: the run's own, and the first day of each month
-- before it. What happened before that midnight counts.
with period as (

    select
        min(ordered_at) as first_ordered_at,
        max(ordered_at) as last_ordered_at
    from {{ ref('int_orders') }}

),

current_date_of_run as (

    {% if var('as_of_date') -%}
    select
        cast('{{ var("as_of_date") }}' as date) as as_of_date,
        cast('{{ var("as_of_date") }}' as timestamp) as as_of_at,
        first_ordered_at
    from period
    {%- else -%}
    select
        cast({{ add_days('cast(last_ordered_at as date)', 1) }} as date) as as_of_date,
        cast({{ add_days('last_ordered_at', 1) }} as timestamp) as as_of_at,
        first_ordered_at
    from period
    {%- endif %}
    where last_ordered_at is not null

),

month_starts as (

    select
        cast(
            {{ add_months("date_trunc('month', first_ordered_at)", 'month_number') }} as date
        ) as as_of_date,
        as_of_date as current_as_of_date
    from current_date_of_run
    cross join {{ series(
        1, months_between('first_ordered_at', 'as_of_date'), 'month_number'
    ) }}

)

select
    as_of_date,
    cast(as_of_date as timestamp) as as_of_at,
    false as is_current
from month_starts
where as_of_date < current_as_of_date

union all

select
    as_of_date,
    as_of_at,
    true as is_current
from current_date_of_run
