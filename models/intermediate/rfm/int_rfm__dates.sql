-- The dates as of which customers are looked at: the run's own, and the first day of each month
-- before it. What happened before that midnight counts.
with period as (

    select
        min(ordered_at) as first_ordered_at,
        max(ordered_at) as last_ordered_at
    from {{ ref('int_orders') }}

),

-- Summaries carry no dates. All of them can hold at once from the day on which the last customer
-- to join can have ordered recency_days before.
summaries as (

    select
        count(*) as customers,
        max({{ add_days('joined_date', 'recency_days') }}) as last_seen_at
    from {{ ref('int_customers__summarised') }}

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
