{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook="{{ forget_changed_months(this, ref('int_rfm__status'), ref('int_segments')) }}",
) }}

-- A closed month stays as it was, because the status as of a date depends on nothing after it. Only
-- missing months are added. The past of a customer with a summary is unknown.
with status as (

    select * from {{ ref('int_rfm__status') }}
    where extract(day from as_of_date) = 1
        and first_ordered_at is not null
        {%- if is_incremental() %}
        and as_of_date not in (select history.as_of_date from {{ this }} as history)
        {%- endif %}

),

segments as (select * from {{ ref('int_segments') }})

select
    status.as_of_date,
    cast({{ add_days('status.as_of_date', -1) }} as date) as month_end,
    status.customer_id,
    status.recency_days,
    status.frequency,
    status.monetary,
    status.r_score,
    status.f_score,
    status.m_score,
    status.segment_id,
    segments.segment_name,
    extract(day from status.as_of_date) = 1 as is_complete
from status
left join segments
    on status.segment_id = segments.segment_id
order by
    status.as_of_date,
    status.customer_id
