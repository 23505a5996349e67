{{ config(parameters=['id', 'n', 'repeats := null']) }}

with sentences as (

    select * from {{ ref('int_recommendations__sentences').include(database=false) }}

)

select
    customer_id,
    recommendation_rank,
    product_id,
    product_name,
    source,
    lift,
    confidence,
    because
from sentences
where customer_id = id
    and recommendation_rank <= n
    and task = case
        when coalesce(repeats, {{ var('recommend_repeat_purchases') }}) then 'whole_basket'
        else 'next_basket'
    end
order by recommendation_rank
