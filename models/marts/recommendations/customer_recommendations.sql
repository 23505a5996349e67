with sentences as (

    select * from {{ ref('int_recommendations__sentences') }}
    where task = '{{ published_task() }}'

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
order by
    customer_id,
    recommendation_rank
