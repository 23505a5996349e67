-- What the model ages against: the features of every customer as of each step from its start on,
-- each counted anew to that date. Only features that change with orders can be dated back.
{%- set features = {
    'recency_days': days_between('last_ordered_at', 'as_of_date'),
    'frequency': 'frequency',
    'monetary': 'monetary',
    'average_order_value': 'monetary / frequency',
    'tenure_days': days_between('first_ordered_at', 'as_of_date'),
} %}
with period as (

    select
        as_of_date as last_date,
        cast({{ add_months('as_of_date', -var('drift_months')) }} as date) as start_date
    from {{ ref('int_rfm__dates') }}
    where is_current

),

dates as (

    select cast({{ add_days('start_date', 'step * ' ~ 7 * var('drift_step_weeks')) }} as date)
        as as_of_date
    from period
    cross join {{ series(
        0,
        'cast(floor(' ~ days_between('start_date', 'last_date') ~ ' / '
        ~ 7 * var('drift_step_weeks') ~ ') as bigint)',
        'step',
    ) }}

),

states as (

    select * from {{ ref('int_order_states') }}
    where customer_id is not null

),

aggregated as (

    select
        dates.as_of_date,
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
        states.customer_id

)

select
    as_of_date,
    customer_id
    {%- for feature, expression in features.items() %},
    cast({{ expression }} as double) as {{ feature }}
    {%- endfor %}
from aggregated
order by
    as_of_date,
    customer_id
