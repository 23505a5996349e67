-- The best items of every strategy for every holdout question.
with requests as (

    select * from {{ ref('int_recommendations__requests') }}
    where purpose in ('choice', 'report')

),

strategies as (select * from {{ ref('int_recommendations__strategies') }}),

evidence as (select * from {{ ref('int_recommendations__evidence') }}),

rules as (select * from {{ ref('int_recommendations__rules') }}),

neighbours as (select * from {{ ref('int_recommendations__neighbours') }}),

ease_scores as (select * from {{ ref('py_recommendations__ease_scores') }}),

lists as (select * from {{ ref('int_recommendations__lists') }}),

purchases as (select * from {{ ref('int_recommendations__purchases') }}),

items as (select * from {{ ref('int_recommendations__items') }}),

withheld as (select * from {{ ref('int_recommendations__withheld') }}),

{{ ranking_ctes(recommendation_depth()) }}

select
    request_id,
    strategy,
    item_code,
    recommendation_rank
from rankings
