-- One year of Online Retail does not show that customers leave: the MBG/NBD model explains it no
-- better than a model without leaving. So no customer has a probability_alive, and expected orders
-- come from the model without leaving. A failure means that the page ranks customers by noise.
{{ config(enabled=holds_under('online_retail', {
    'as_of_date': none,
    'value_time_unit': 'weeks',
    'value_same_day_orders': 'one',
})) }}

with totals as (select * from {{ ref('value_totals') }}),

customers as (select * from {{ ref('customer_value') }}),

models as (select * from {{ ref('value_models') }})

select concat('the totals say ', coalesce(alive_reason, 'that leaving is identified')) as problem
from totals
where coalesce(alive_reason, '') <> 'dropout_not_identified'
    or withheld_reason is not null

union all

select concat('customer ', customer_id, ' is alive with ', probability_alive) as problem
from customers
where probability_alive is not null
    or alive_reason <> 'dropout_not_identified'
    or expected_revenue is null

union all

select concat('a of mbg_nbd is ', value, ' and used: ', is_used) as problem
from models
where model = 'mbg_nbd'
    and parameter = 'a'
    and (value > 0.01 or is_used)
