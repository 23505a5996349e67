-- The best items of the chosen strategy for each request of today and of the report.
with requests as (

    select * from {{ ref('int_recommendations__requests') }}
    where purpose <> 'choice'

),

strategies as (

    select * from {{ ref('int_recommendations__chosen') }}
    where choice_rank = 1

),

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
    item_code,
    recommendation_rank,
    source
from rankings
