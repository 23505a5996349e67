-- The bands of every score at every date, by the method that `rfm_method` names. A value has the
-- score of the band with lower_bound < value <= upper_bound (null = no bound). All scores come from
-- these bands, so equal values have equal scores.
{%- set method = var('rfm_method') %}
with quantile_bands as (select * from {{ ref('int_rfm__quantile_bands') }}),

percent_rank_bands as (select * from {{ ref('int_rfm__percent_rank_bands') }}),

fixed_bands as (select * from {{ ref('int_rfm__fixed_bands') }})

select * from quantile_bands
where '{{ method }}' in ('quantile', 'first_come')

union all

select * from percent_rank_bands
where '{{ method }}' = 'percent_rank'

union all

select * from fixed_bands
where '{{ method }}' = 'fixed'
