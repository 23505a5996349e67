-- Chances that were known at a past month end predict the orders that followed. Of the deciles of
-- predicted chances, at least nine in ten have a 95 % interval that overlaps the interval of the
-- actual rate. A failure means that the call list ranks by chances that the shop's own history
-- contradicts.
{%- set vars = {'as_of_date': none, 'cancellations': 'net', 'return_days': 90} %}
{{ config(enabled=holds_under('demo', vars) or holds_under('online_retail', vars)) }}

with customers as (select * from {{ ref('customers') }}),

deciles as (

    select
        count(*) as deciles,
        sum(case when is_calibrated then 1 else 0 end) as calibrated
    from {{ ref('return_calibration') }}

)

select concat('only ', calibrated, ' of ', deciles, ' deciles are calibrated') as problem
from deciles
where (deciles < 8 or calibrated < 0.9 * deciles)
    -- An empty shop has nothing to predict.
    and exists (select 1 from customers)
