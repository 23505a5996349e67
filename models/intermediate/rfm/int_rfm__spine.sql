-- Every date as of which anything is computed, with the uses of the date.
{%- set step_days = 7 * var('drift_step_weeks') %}
{%- set fixed_split = var('evaluation_split_date') %}
with dates as (select * from {{ ref('int_rfm__dates') }}),

run as (

    select
        as_of_date,
        cast({{ add_months('as_of_date', -var('drift_months')) }} as date) as drift_start_date
    from dates
    where is_current

),

drift_steps as (

    select
        cast({{ add_days('drift_start_date', 'step * ' ~ step_days) }} as date) as as_of_date
    from run
    cross join {{ series(
        0,
        'cast(floor(' ~ days_between('drift_start_date', 'as_of_date') ~ ' / ' ~ step_days
        ~ ') as bigint)',
        'step',
    ) }}

),

split as (

    select
        coalesce(
            cast({{ "'" ~ fixed_split ~ "'" if fixed_split else 'null' }} as date),
            cast(date_trunc('month', {{ add_days('as_of_date', -30) }}) as date)
        ) as as_of_date
    from run

),

uses as (

    select
        as_of_date,
        is_current,
        true as is_scored,
        false as is_drift_step,
        false as is_split,
        false as is_choice
    from dates

    union all

    select
        as_of_date,
        false as is_current,
        false as is_scored,
        true as is_drift_step,
        false as is_split,
        false as is_choice
    from drift_steps

    union all

    select
        as_of_date,
        false as is_current,
        false as is_scored,
        false as is_drift_step,
        true as is_split,
        false as is_choice
    from split

    union all

    select
        cast({{ add_months('as_of_date', -1) }} as date) as as_of_date,
        false as is_current,
        false as is_scored,
        false as is_drift_step,
        false as is_split,
        true as is_choice
    from split

),

combined as (

    select
        as_of_date,
        max(case when is_current then 1 else 0 end) = 1 as is_current,
        max(case when is_scored then 1 else 0 end) = 1 as is_scored,
        max(case when is_drift_step then 1 else 0 end) = 1 as is_drift_step,
        max(case when is_split then 1 else 0 end) = 1 as is_split,
        max(case when is_choice then 1 else 0 end) = 1 as is_choice
    from uses
    group by as_of_date

)

select
    combined.as_of_date,
    coalesce(dates.as_of_at, cast(combined.as_of_date as timestamp)) as as_of_at,
    combined.is_current,
    combined.is_scored,
    combined.is_drift_step,
    combined.is_split,
    combined.is_choice
from combined
left join dates
    on combined.as_of_date = dates.as_of_date
