-- The last span of `kpi_span` before as_of_date, and the span that it is compared with. The same
-- days of the year before come first, because they have the same season. Both spans of days have
-- the same number of days.
with orders as (select * from {{ ref('int_orders') }}),

dates as (

    select * from {{ ref('int_rfm__spine') }}
    where is_current

),

history as (

    select min(ordered_at) as first_ordered_at
    from orders

),

ends as (

    select
        dates.as_of_date,
        history.first_ordered_at,
        cast({{ add_months('dates.as_of_date', -12) }} as date) as year_before
    from dates
    cross join history

),

spans as (

    select
        as_of_date,
        first_ordered_at,
        year_before,
        {{ span_start('as_of_date') }} as period_from,
        {{ span_start('year_before') }} as year_before_from
    from ends

),

choices as (

    select
        spans.*,
        {{ span_start('period_from') }} as span_before_from
    from spans

),

compared as (

    select
        choices.*,
        case
            when {{ reaches_back('first_ordered_at', 'year_before_from') }} then 'year_before'
            when {{ reaches_back('first_ordered_at', 'span_before_from') }} then 'span_before'
            else 'nothing'
        end as compared_with
    from choices

)

select
    as_of_date,
    cast(compared_with as string) as compared_with,
    period_from,
    cast({{ add_days('as_of_date', -1) }} as date) as period_to,
    cast(
        case compared_with
            when 'year_before' then year_before_from
            when 'span_before' then span_before_from
        end as date
    ) as previous_from,
    cast(
        case compared_with
            when 'year_before' then {{ add_days('year_before', -1) }}
            when 'span_before' then {{ add_days('period_from', -1) }}
        end as date
    ) as previous_to
from compared
