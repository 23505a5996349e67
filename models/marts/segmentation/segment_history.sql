{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='fail',
    pre_hook="{{ forget_changed_months(this, ref('int_rfm__standing')) }}",
) }}

-- A month that is closed stays as it was, since standing as of a date depends on nothing after it:
-- only months that are not here yet are added. Of a summary nobody knows what it was in the past.
select
    as_of_date,
    customer_id,
    recency_days,
    frequency,
    monetary,
    r_score,
    f_score,
    m_score,
    segment_id
from {{ ref('int_rfm__standing') }}
where extract(day from as_of_date) = 1
    and first_ordered_at is not null
    {%- if is_incremental() %}
    and as_of_date not in (select history.as_of_date from {{ this }} as history)
    {%- endif %}
order by
    as_of_date,
    customer_id
