-- The first and the last plausible date. Lines have a wrong date if they are few and lie beyond a
-- long gap. The gap must be longer than two years and longer than the period of nearly all lines.
-- Such lines would move as_of_date, or create thousands of months. The vars say it without a gap.
{%- set first_date = var('earliest_date') or '1970-01-01' %}
{%- set last_date = var('latest_date') or '2099-12-31' %}
with order_lines as (

    select * from {{ ref('input__order_lines') }}
    where cast(ordered_at as date) >= cast('{{ first_date }}' as date)
        and cast(ordered_at as date) <= cast('{{ last_date }}' as date)

),

days as (

    select
        cast(ordered_at as date) as ordered_on,
        count(*) as lines
    from order_lines
    group by cast(ordered_at as date)

),

counted as (

    select
        ordered_on,
        lag(ordered_on) over (order by ordered_on asc nulls last) as previous_on,
        sum(lines) over (order by ordered_on asc nulls last) as lines_so_far,
        lines,
        sum(lines) over () as all_lines
    from days

),

-- At most 5 % of the lines (or one line) may lie beyond the gap on either side.
core as (

    select
        max(case when lines_so_far - lines <= greatest(1, all_lines / 20) then ordered_on end)
            as first_on,
        min(case when all_lines - lines_so_far <= greatest(1, all_lines / 20) then ordered_on end)
            as last_on
    from counted
    where all_lines >= 10

),

gaps as (

    select
        counted.previous_on,
        counted.ordered_on,
        counted.ordered_on > core.last_on as is_late,
        counted.previous_on < core.first_on as is_early
    from counted
    cross join core
    where {{ days_between('counted.previous_on', 'counted.ordered_on') }}
        > greatest(730, {{ days_between('core.first_on', 'core.last_on') }})

)

select
    cast(coalesce(
        max(case when is_early and {{ (not var('earliest_date')) | lower }} then ordered_on end),
        cast('{{ first_date }}' as date)
    ) as date) as first_plausible_date,
    cast(coalesce(
        min(case when is_late and {{ (not var('latest_date')) | lower }} then previous_on end),
        cast('{{ last_date }}' as date)
    ) as date) as last_plausible_date
from gaps
