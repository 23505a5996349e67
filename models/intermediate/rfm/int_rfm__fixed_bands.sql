-- The bands of the seed, the same at every scored date.
{{ config(materialized='view') }}
with dates as (

    select * from {{ ref('int_rfm__spine') }}
    where is_scored

),

bands as (select * from {{ ref('rfm_fixed_bands') }})

select
    dates.as_of_date,
    cast(bands.metric as string) as metric,
    cast(bands.score as integer) as score,
    cast(bands.lower_bound as decimal(28, 6)) as lower_bound,
    cast(bands.upper_bound as decimal(28, 6)) as upper_bound
from dates
cross join bands
