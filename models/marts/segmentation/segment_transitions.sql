-- From each month end to the next: who moved where. Customers who were not there yet come from
-- no segment (null).
with months as (

    select
        as_of_date,
        lag(as_of_date) over (order by as_of_date asc nulls last) as previous_date
    from (select distinct as_of_date from {{ ref('segment_history') }}) as dates

),

moves as (

    select
        months.previous_date as from_date,
        months.as_of_date as to_date,
        before.segment_id as from_segment_id,
        after.segment_id as to_segment_id,
        after.monetary
    from months
    inner join {{ ref('segment_history') }} as after
        on months.as_of_date = after.as_of_date
    left join {{ ref('segment_history') }} as before
        on months.previous_date = before.as_of_date
        and after.customer_id = before.customer_id
    where months.previous_date is not null

)

select
    from_date,
    to_date,
    from_segment_id,
    to_segment_id,
    cast(count(*) as integer) as customers,
    cast(sum(monetary) as decimal(18, 4)) as revenue
from moves
group by
    from_date,
    to_date,
    from_segment_id,
    to_segment_id
order by
    to_date,
    from_segment_id nulls first,
    to_segment_id
