-- What was expected of the demo's customers at the split date, and what came. The 90 % intervals
-- hold 87 to 93 % of the orders, and the model misses less than every naive way. A failure means
-- that the shop would be better served by a rule of thumb.
{{ config(tags=['evaluation'], enabled=holds_under('demo', {
    'cancellations': 'net',
    'as_of_date': none,
    'value_split_date': none,
    'value_horizon_days': 365,
    'value_time_unit': 'weeks',
    'value_same_day_orders': 'one',
})) }}

with evaluation as (select * from {{ ref('value_evaluation') }}),

model as (

    select * from evaluation
    where way = 'model'

)

select concat('intervals hold ', interval_share, ' of the orders') as problem
from model
where measure = 'orders'
    and (interval_share < 0.87 or interval_share > 0.93)

union all

select concat(evaluation.way, ' misses less ', evaluation.measure, ' than the model') as problem
from evaluation
inner join model
    on evaluation.measure = model.measure
where evaluation.way <> 'model'
    and evaluation.mean_absolute_error <= model.mean_absolute_error

union all

select 'nothing was evaluated' as problem
from (select count(*) as evaluated from evaluation) as counts
where counts.evaluated = 0
    -- An empty shop has nothing to expect.
    and exists (select 1 from {{ ref('customers') }})
