{{ config(
    enabled=var('max_data_age_days') is not none,
    severity='error' if var('max_data_age_severity') == 'error' else 'warn',
) }}

-- The last order or return is at most max_data_age_days older than the run. A failure means that no
-- new data arrive, and that readers take old figures for those of today.
-- The test alone may know the date of its run.
with settings as (

    select
        data_until,
        cast('{{ run_started_at.strftime("%Y-%m-%d") }}' as date) as run_date
    from {{ ref('settings') }}

)

select concat(
    '[data-too-old] The data end on ', data_until, ', ',
    {{ days_between('data_until', 'run_date') }}, ' days before this run; allowed are ',
    '{{ var("max_data_age_days") }}: load newer data, or change max_data_age_days under vars in',
    ' dbt_project.yml or with --vars.'
) as problem
from settings
where {{ days_between('data_until', 'run_date') }} > {{ var('max_data_age_days') or 0 }}
