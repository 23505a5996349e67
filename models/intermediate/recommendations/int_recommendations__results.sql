-- The result of each strategy for a holdout question, per length of list. No row if the strategy
-- has no item.
with rankings as (select * from {{ ref('int_recommendations__tried') }}),

answers as (select * from {{ ref('int_recommendations__answers') }}),

items as (select * from {{ ref('int_recommendations__items') }}),

{{ result_ctes() }}

select * from results
