-- All requests for recommendations. They are each customer as of the date of the run, and each
-- holdout question. A reported basket makes two requests, with its customer and with an unknown
-- customer. Requests that start from the same items share their evidence.
with segments as (select * from {{ ref('int_recommendations__segments') }}),

holdout as (select * from {{ ref('int_recommendations__holdout') }}),

tasks as (

    {{ rows_from(['next_basket', 'whole_basket'], 'task') }}

),

requests as (

    select
        'production' as purpose,
        tasks.task,
        segments.customer_id as request_key,
        segments.as_of_date,
        segments.customer_id
    from segments
    cross join tasks
    where segments.is_current

    union all

    select distinct
        case when is_choice then 'choice' else 'report' end as purpose,
        task,
        request_key,
        as_of_date,
        customer_id
    from holdout

    union all

    select
        'anonymous' as purpose,
        task,
        request_key,
        as_of_date,
        null as customer_id
    from holdout
    where task = 'hidden_item'
        and not is_choice

)

select
    cast(row_number() over (
        order by
            requests.purpose asc nulls last,
            requests.task asc nulls last,
            requests.request_key asc nulls last
    ) as integer) as request_id,
    cast(dense_rank() over (
        order by
            requests.as_of_date asc nulls last,
            requests.task = 'hidden_item' asc nulls last,
            requests.request_key asc nulls last
    ) as integer) as evidence_id,
    requests.purpose,
    requests.task,
    requests.request_key,
    requests.as_of_date,
    requests.customer_id,
    coalesce(segments.segment_id, '') as segment_id
from requests
left join segments
    on requests.as_of_date = segments.as_of_date
    and requests.customer_id = segments.customer_id
