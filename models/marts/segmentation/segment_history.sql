{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='fail',
    pre_hook="{{ forget_other_settings(this) }}",
) }}

-- A month that is closed stays as it was, since standing as of a date depends on nothing after it:
-- only months that are not here yet are added.
with standing as (

    select * from {{ ref('int_rfm__standing') }}
    where extract(day from as_of_date) = 1

)

select
    as_of_date,
    customer_id,
    recency_days,
    frequency,
    monetary,
    r_score,
    f_score,
    m_score,
    segment_id,
    cast('{{ settings_digest() }}' as varchar) as settings_id
from standing
{%- if is_incremental() %}
where as_of_date > (
    select coalesce(max(history.as_of_date), cast('0001-01-01' as date))
    from {{ this }} as history
)
{%- endif %}
order by
    as_of_date,
    customer_id
