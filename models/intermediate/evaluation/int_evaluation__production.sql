-- The result of the production ranking for a reported question, per length of list.
with ranked as (select * from {{ ref('int_recommendations__ranked') }}),

answers as (select * from {{ ref('int_recommendations__answers') }}),

items as (select * from {{ ref('int_recommendations__items') }}),

rankings as (

    select
        request_id,
        'production' as strategy,
        item_code,
        recommendation_rank
    from ranked

),

{{ result_ctes() }}

select
    purpose,
    task,
    case when purpose = 'anonymous' then 'production_anonymous' else strategy end as strategy,
    at_k,
    request_id,
    offered,
    hits,
    new_hits,
    gain,
    surprise
from results
