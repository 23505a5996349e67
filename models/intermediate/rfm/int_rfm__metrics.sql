-- Recency, frequency and monetary of every customer, as of every date: counted from orders, or, as
-- of the run's own date alone, as their summary says.
with dates as (

    select * from {{ ref('int_rfm__dates') }}

),

states as (

    select * from {{ ref('int_order_states') }}
    where customer_id is not null

),

summarised as (

    select * from {{ ref('int_customers__summarised') }}

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

),

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

    -- Nobody has been a customer for less long than since their last order.
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
    cast(monetary as decimal(18, 4)) as monetary,
    cast(tenure_days as integer) as tenure_days
from measured
