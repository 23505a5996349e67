-- The date of the run, and the first day of each earlier month. Only events before 00:00 of a date
-- are known on that date.
with orders as (select * from {{ ref('int_orders') }}),

cancellations as (select * from {{ ref('int_cleaning__allocated') }}),

summarised as (select * from {{ ref('int_rfm__summaries') }}),

last_return as (

    select max(cancelled_at) as returned_at
    from cancellations

),

placed as (

    select
        min(ordered_at) as first_ordered_at,
        max(ordered_at) as last_ordered_at
    from orders

),

-- The last event may be a return. One day earlier, its sale would still be valid.
period as (

    select
        placed.first_ordered_at,
        case
            when last_return.returned_at > placed.last_ordered_at then last_return.returned_at
            else placed.last_ordered_at
        end as last_ordered_at
    from placed
    cross join last_return

),

-- Summaries have no dates. All summaries are true from the latest joined_date + recency_days on.
summaries as (

    select
        count(*) as customers,
        max({{ add_days('joined_date', 'recency_days') }}) as last_seen_at
    from summarised

),

current_date_of_run as (

    {% if var('as_of_date') -%}
    select
        cast('{{ var("as_of_date") }}' as date) as as_of_date,
        cast('{{ var("as_of_date") }}' as timestamp) as as_of_at,
        period.first_ordered_at
    from period
    cross join summaries
    where period.last_ordered_at is not null
        or summaries.customers > 0
    {%- else -%}
    select
        cast(coalesce(
            {{ add_days('cast(period.last_ordered_at as date)', 1) }}, summaries.last_seen_at
        ) as date) as as_of_date,
        cast(coalesce(
            {{ add_days('period.last_ordered_at', 1) }}, summaries.last_seen_at
        ) as timestamp) as as_of_at,
        period.first_ordered_at
    from period
    cross join summaries
    where period.last_ordered_at is not null
        or summaries.last_seen_at is not null
    {%- endif %}

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
    where first_ordered_at is not null

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
