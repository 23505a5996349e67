{{ config(
    materialized='incremental',
    incremental_strategy='append',
    full_refresh=false,
    on_schema_change='fail',
) }}

-- The hooks of a build write the rows (macros/publishing). The model declares the columns and adds
-- no row.
select
    cast(null as string) as build_id,
    cast(null as timestamp) as started_at,
    cast(null as timestamp) as ended_at,
    cast(null as decimal(18, 3)) as duration_seconds,
    cast(null as string) as command,
    cast(null as string) as status,
    cast(null as boolean) as is_whole,
    cast(null as string) as dataset,
    cast(null as string) as settings,
    cast(null as date) as as_of_date,
    cast(null as bigint) as accepted_lines,
    cast(null as bigint) as rejected_lines,
    cast(null as bigint) as customers,
    cast(null as decimal(28, 4)) as revenue,
    cast(null as string) as currency,
    cast(null as timestamp) as last_ordered_at,
    cast(null as integer) as models,
    cast(null as integer) as data_tests,
    cast(null as string) as failures,
    cast(null as string) as slowest_models,
    cast(null as string) as clientele_version,
    cast(null as string) as dbt_version,
    cast(null as string) as database_version
where 1 = 0
