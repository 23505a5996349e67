-- The segment of every customer as last known on each date.
with standing as (

    select
        dates.as_of_date,
        dates.is_current,
        standing.customer_id,
        standing.segment_id,
        row_number() over (
            partition by dates.as_of_date, standing.customer_id
            order by standing.as_of_date desc nulls last
        ) as how_recent
    from {{ ref('int_rfm__standing') }} as standing
    inner join {{ ref('int_recommendations__dates') }} as dates
        on standing.as_of_date <= dates.as_of_date

)

select
    as_of_date,
    is_current,
    customer_id,
    segment_id
from standing
where how_recent = 1
