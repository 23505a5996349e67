{{ config(parameters=['id', 'n']) }}

select *
from {{ ref('customer_recommendations').include(database=false) }}
where customer_id = id
    and recommendation_rank <= n
order by recommendation_rank
