{{ config(enabled=dataset() == 'demo') }}

with reviews as (

    select * from {{ source('demo', 'reviews') }}

)

select
    order_no as order_id,
    cast(stars as decimal(5, 2)) as score,
    cast(reviewed_at as timestamp) as reviewed_at
from reviews
