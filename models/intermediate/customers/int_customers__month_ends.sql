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

recency_bands as (

    select * from {{ ref('return_bands') }}
    where metric = 'recency'

),

frequency_bands as (

    select * from {{ ref('return_bands') }}
    where metric = 'frequency'

)

select
    metrics.as_of_date,
    metrics.customer_id,
    recency_bands.band as recency_band,
    frequency_bands.band as frequency_band,
    cast({{ add_days('metrics.as_of_date', var('return_days')) }} as date) as window_end
from metrics
{{ join_return_bands('metrics') }}
inner join dates
    on {{ add_days('metrics.as_of_date', var('return_days')) }} <= dates.as_of_date
