-- The chance of every customer to return, on the date of the run.
with status as (

    select * from {{ ref('int_rfm__status') }}
    where is_current

),

chances as (select * from {{ ref('int_customers__return_chances') }}),

recency_bands as (

    select * from {{ ref('return_bands') }}
    where metric = 'recency'

),

frequency_bands as (

    select * from {{ ref('return_bands') }}
    where metric = 'frequency'

)

select
    status.customer_id,
    chances.chance_to_return
from status
{{ join_return_bands('status') }}
inner join chances
    on status.as_of_date = chances.as_of_date
    and recency_bands.band = chances.recency_band
    and frequency_bands.band = chances.frequency_band
