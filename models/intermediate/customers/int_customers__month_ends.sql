-- Customers at past month ends whose window of return_days days has passed, with their bands.
with metrics as (

    select * from {{ ref('int_rfm__metrics') }}
    where not is_current
        and first_ordered_at is not null

),

dates as (

    select * from {{ ref('int_rfm__spine') }}
    where is_current

),

return_bands as (select * from {{ ref('return_bands') }}),

{{ return_band_ctes('metrics') }}

select
    metrics.as_of_date,
    metrics.customer_id,
    recency_bands.band as recency_band,
    frequency_bands.band as frequency_band,
    cast({{ add_days('metrics.as_of_date', var('return_days')) }} as date) as window_end
from metrics
inner join recency_bands
    on metrics.recency_days = recency_bands.recency_days
inner join frequency_bands
    on metrics.frequency = frequency_bands.frequency
inner join dates
    on {{ add_days('metrics.as_of_date', var('return_days')) }} <= dates.as_of_date
