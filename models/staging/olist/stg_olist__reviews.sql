{{ config(enabled=dataset() == 'olist') }}

with reviews as (

    select * from {{ source('olist', 'reviews') }}

)

select
    review_id,
    order_id,
    cast(review_score as integer) as score,
    cast(review_creation_date as timestamp) as asked_at,
    cast(coalesce(review_answer_timestamp, review_creation_date) as timestamp) as reviewed_at
from reviews
