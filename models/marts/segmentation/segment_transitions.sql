-- From each month end to the next: who moved where. Customers who were not there yet come from no
-- segment (null); those whose every order has been cancelled since go to none.
with months as (

    select
        as_of_date,
        lag(as_of_date) over (order by as_of_date asc nulls last) as previous_date
    from (select distinct as_of_date from {{ ref('segment_history') }}) as dates

),

before as (

    select
        months.as_of_date as to_date,
        history.customer_id,
        history.segment_id
    from months
    inner join {{ ref('segment_history') }} as history
        on months.previous_date = history.as_of_date

),

after as (

    select
        months.as_of_date as to_date,
        history.customer_id,
        history.segment_id,
        history.monetary
    from months
    inner join {{ ref('segment_history') }} as history
        on months.as_of_date = history.as_of_date
    where months.previous_date is not null

),

moves as (

    select
        coalesce(after.to_date, before.to_date) as to_date,
        before.segment_id as from_segment_id,
        after.segment_id as to_segment_id,
        coalesce(after.monetary, 0) as monetary
    from after
    full outer join before
        on after.to_date = before.to_date
        and after.customer_id = before.customer_id

)

select
    months.previous_date as from_date,
    moves.to_date,
    moves.from_segment_id,
    moves.to_segment_id,
    cast(count(*) as integer) as customers,
    cast(sum(moves.monetary) as decimal(18, 4)) as revenue
from moves
inner join months
    on moves.to_date = months.as_of_date
group by
    months.previous_date,
    moves.to_date,
    moves.from_segment_id,
    moves.to_segment_id
order by
    moves.to_date asc,
    moves.from_segment_id asc nulls first,
    moves.to_segment_id asc nulls first
