-- Vars and dates that pages show beside the figures, because figures without them mislead.
with dates as (

    select * from {{ ref('int_rfm__dates') }}
    where is_current

),

limits as (select * from {{ ref('int_cleaning__limits') }}),

orders as (select * from {{ ref('int_orders') }}),

returns as (select * from {{ ref('int_cleaning__allocated') }}),

-- The last event may be a return.
events as (

    select ordered_at as happened_at
    from orders

    union all

    select cancelled_at as happened_at
    from returns

),

last_event as (

    select cast(max(happened_at) as date) as data_until
    from events

)

select
    dates.as_of_date,
    last_event.data_until,
    cast('{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S") }}' as timestamp) as built_at,
    cast('{{ dataset() }}' as string) as dataset,
    cast('{{ (var("shop_name") or dataset()) | replace("'", "''") }}' as string) as shop_name,
    cast('{{ var("accent_colour") }}' as string) as accent_colour,
    cast('{{ var("language") }}' as string) as language,
    limits.currency,
    cast('{{ var("segment_map") }}' as string) as segment_map,
    cast({{ var('rfm_scores') }} as integer) as rfm_scores,
    cast({{ var('active_days') }} as integer) as active_days,
    cast({{ var('high_value_quantile') }} as decimal(9, 6)) as high_value_quantile,
    cast({{ var('at_risk_quantile') }} as decimal(9, 6)) as at_risk_quantile,
    cast({{ var('return_days') }} as integer) as return_days,
    cast({{ var('marketing_budget') }} as decimal(18, 2)) as marketing_budget
from dates
cross join limits
cross join last_event
