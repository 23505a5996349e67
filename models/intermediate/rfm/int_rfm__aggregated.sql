{{ config(materialized='view') }}

-- Order metrics per customer at each date. A view, so that a reader aggregates only the dates that
-- it needs.
with dates as (select * from {{ ref('int_rfm__spine') }}),

states as (

    select * from {{ ref('int_orders__states') }}
    where customer_id is not null

)

select
    dates.as_of_date,
    dates.as_of_at,
    dates.is_current,
    dates.is_scored,
    dates.is_drift_step,
    states.customer_id,
    min(states.ordered_at) as first_ordered_at,
    max(states.ordered_at) as last_ordered_at,
    count(*) as frequency,
    sum(states.revenue) as monetary
from dates
inner join states
    on {{ valid_on('states', 'dates.as_of_date') }}
group by
    dates.as_of_date,
    dates.as_of_at,
    dates.is_current,
    dates.is_scored,
    dates.is_drift_step,
    states.customer_id
