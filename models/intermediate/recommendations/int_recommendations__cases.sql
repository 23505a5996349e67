-- Whoever gets recommendations: each customer today, and the cases of the evaluation.
with cases as (

    select
        'today' as task,
        customer_id as case_name,
        as_of_date,
        customer_id
    from {{ ref('int_recommendations__segments') }}
    where is_current

    union all

    select
        task,
        case_name,
        as_of_date,
        customer_id
    from {{ ref('int_evaluation__cases') }}

)

select
    cast(row_number() over (
        order by cases.task asc nulls last, cases.case_name asc nulls last
    ) as integer) as case_id,
    cases.task,
    cases.case_name,
    cases.as_of_date,
    cases.customer_id,
    coalesce(segments.segment_id, '') as segment_id
from cases
left join {{ ref('int_recommendations__segments') }} as segments
    on cases.as_of_date = segments.as_of_date
    and cases.customer_id = segments.customer_id
