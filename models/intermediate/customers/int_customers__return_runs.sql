-- The mean rate of every run of neighbouring recency bands, within a frequency band.
with rates as (select * from {{ ref('int_customers__return_rates') }}),

running as (

    select
        *,
        sum(weight) over up_to_here as weight_so_far,
        sum(weighted_returned) over up_to_here as returned_so_far
    from rates
    window up_to_here as (
        partition by as_of_date, frequency_band
        order by recency_band asc nulls last
        rows between unbounded preceding and current row
    )

)

select
    first_bands.as_of_date,
    first_bands.frequency_band,
    first_bands.recency_band as first_band,
    last_bands.recency_band as last_band,
    (last_bands.returned_so_far - first_bands.returned_so_far + first_bands.weighted_returned)
    / (last_bands.weight_so_far - first_bands.weight_so_far + first_bands.weight) as mean_rate
from running as first_bands
inner join running as last_bands
    on first_bands.as_of_date = last_bands.as_of_date
    and first_bands.frequency_band = last_bands.frequency_band
    and first_bands.recency_band <= last_bands.recency_band
