-- For each date, the counts of its month ends, for every pair of bands. A pair that nobody was in
-- has 0.
with windows as (select * from {{ ref('int_customers__return_windows') }}),

returns as (select * from {{ ref('int_customers__returns') }}),

recency_bands as (

    select * from {{ ref('return_bands') }}
    where metric = 'recency'

),

frequency_bands as (

    select * from {{ ref('return_bands') }}
    where metric = 'frequency'

)

select
    windows.as_of_date,
    recency_bands.band as recency_band,
    frequency_bands.band as frequency_band,
    cast(coalesce(sum(returns.customers), 0) as bigint) as customers,
    cast(coalesce(sum(returns.returned), 0) as bigint) as returned
from windows
cross join recency_bands
cross join frequency_bands
left join returns
    on windows.month_end = returns.as_of_date
    and recency_bands.band = returns.recency_band
    and frequency_bands.band = returns.frequency_band
group by
    windows.as_of_date,
    recency_bands.band,
    frequency_bands.band
