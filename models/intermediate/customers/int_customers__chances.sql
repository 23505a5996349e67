-- The chance of every customer to return, on the date of the run.
with status as (

    select * from {{ ref('int_rfm__status') }}
    where is_current

),

chances as (select * from {{ ref('int_customers__return_chances') }}),

return_bands as (select * from {{ ref('return_bands') }}),

{{ return_band_ctes('status') }}

select
    status.customer_id,
    chances.chance_to_return
from status
inner join recency_bands
    on status.recency_days = recency_bands.recency_days
inner join frequency_bands
    on status.frequency = frequency_bands.frequency
inner join chances
    on status.as_of_date = chances.as_of_date
    and recency_bands.band = chances.recency_band
    and frequency_bands.band = chances.frequency_band
