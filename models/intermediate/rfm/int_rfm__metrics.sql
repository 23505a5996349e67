-- Recency, frequency and monetary of every customer, as of every date.
with dates as (

    select * from {{ ref('int_rfm__dates') }}

),

states as (

    select * from {{ ref('int_order_states') }}
    where customer_id is not null

),

aggregated as (

    select
        dates.as_of_date,
        dates.as_of_at,
        dates.is_current,
        states.customer_id,
        min(states.ordered_at) as first_ordered_at,
        max(states.ordered_at) as last_ordered_at,
        count(*) as frequency,
        sum(states.revenue) as monetary
    from dates
    inner join states
        on {{ stood_on('states', 'dates.as_of_date') }}
    group by
        dates.as_of_date,
        dates.as_of_at,
        dates.is_current,
        states.customer_id

)

select
    as_of_date,
    customer_id,
    is_current,
    first_ordered_at,
    last_ordered_at,
    cast({{ recency_days('last_ordered_at') }} as integer) as recency_days,
    cast(frequency as integer) as frequency,
    cast({{ scored_frequency() }} as integer) as scored_frequency,
    cast(monetary as decimal(18, 4)) as monetary,
    cast({{ days_between('first_ordered_at', 'as_of_date') }} as integer) as tenure_days
from aggregated
