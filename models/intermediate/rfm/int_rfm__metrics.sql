-- Recency, frequency and monetary of every customer. They come from orders as of every scored date,
-- or from the customer's summary as of the date of the run.
with dates as (select * from {{ ref('int_rfm__spine') }}),

aggregated as (

    select * from {{ ref('int_rfm__aggregated') }}
    where is_scored

),

summarised as (select * from {{ ref('int_rfm__summaries') }}),

measured as (

    select
        as_of_date,
        customer_id,
        is_current,
        first_ordered_at,
        last_ordered_at,
        {{ recency_days('last_ordered_at') }} as recency_days,
        frequency,
        monetary,
        {{ days_between('first_ordered_at', 'as_of_date') }} as tenure_days
    from aggregated

    union all

    -- A customer joined before their last order, so tenure is at least recency.
    select
        dates.as_of_date,
        summarised.customer_id,
        dates.is_current,
        null as first_ordered_at,
        null as last_ordered_at,
        summarised.recency_days,
        summarised.frequency,
        summarised.monetary,
        greatest(
            coalesce(
                summarised.tenure_days,
                {{ days_between('summarised.joined_date', 'dates.as_of_date') }}
            ),
            summarised.recency_days
        ) as tenure_days
    from summarised
    inner join dates
        on dates.is_current

)

select
    as_of_date,
    customer_id,
    is_current,
    first_ordered_at,
    last_ordered_at,
    cast(recency_days as integer) as recency_days,
    cast(frequency as integer) as frequency,
    cast({{ scored_frequency() }} as integer) as scored_frequency,
    cast(monetary as decimal(28, 6)) as monetary,
    cast(tenure_days as integer) as tenure_days
from measured
