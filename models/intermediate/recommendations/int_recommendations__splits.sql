{{ config(materialized='view') }}

-- The split dates with the end of their questions. Strategies are chosen on questions that end
-- where those of the report begin, so nothing is chosen on the questions that it is reported on.
with dates as (select * from {{ ref('int_rfm__spine') }}),

report as (

    select max(as_of_date) as split_date
    from dates
    where is_split

)

select
    dates.as_of_date,
    dates.is_choice,
    case when dates.is_choice then report.split_date end as end_date
from dates
cross join report
where dates.is_split
    or dates.is_choice
