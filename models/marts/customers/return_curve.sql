with chances as (select * from {{ ref('int_customers__return_chances') }}),

dates as (

    select * from {{ ref('int_rfm__spine') }}
    where is_current

),

recency_bands as (

    select * from {{ ref('return_bands') }}
    where metric = 'recency'

),

frequency_bands as (

    select * from {{ ref('return_bands') }}
    where metric = 'frequency'

)

select
    chances.recency_band,
    chances.frequency_band,
    recency_bands.lowest as recency_days_from,
    recency_bands.highest as recency_days_to,
    frequency_bands.lowest as frequency_from,
    frequency_bands.highest as frequency_to,
    cast({{ var('return_days') }} as integer) as return_days,
    chances.customers as observed_customers,
    chances.returned as returned_customers,
    {{ rounded('chances.returned / nullif(chances.customers, 0)', 9, 6) }} as observed_rate,
    chances.chance_to_return,
    {{ wilson_bound('chances.chance_to_return', 'chances.effective_customers', '-') }}
        as chance_low,
    {{ wilson_bound('chances.chance_to_return', 'chances.effective_customers', '+') }}
        as chance_high
from chances
inner join dates
    on chances.as_of_date = dates.as_of_date
inner join recency_bands
    on chances.recency_band = recency_bands.band
inner join frequency_bands
    on chances.frequency_band = frequency_bands.band
order by
    chances.recency_band,
    chances.frequency_band
