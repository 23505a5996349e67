-- The right items of each holdout request.
with requests as (

    select * from {{ ref('int_recommendations__requests') }}
    where purpose <> 'production'

),

holdout as (select * from {{ ref('int_recommendations__holdout') }})

select
    requests.request_id,
    requests.purpose,
    requests.task,
    requests.as_of_date,
    holdout.item_code,
    holdout.is_new,
    cast(count(*) over (partition by requests.request_id) as integer) as wanted
from requests
inner join holdout
    on requests.task = holdout.task
    and requests.request_key = holdout.request_key
    and requests.as_of_date = holdout.as_of_date
