-- Moves of customers from each month end to the next. New customers come from no segment (null).
-- Customers whose orders are all cancelled go to no segment.
with history as (select * from {{ ref('segment_history') }}),

months as (

    select
        as_of_date,
        lag(as_of_date) over (order by as_of_date asc nulls last) as previous_date
    from (select distinct as_of_date from history) as dates

),

before as (

    select
        months.as_of_date as to_date,
        history.customer_id,
        history.segment_id
    from months
    inner join history
        on months.previous_date = history.as_of_date

),

after as (

    select
        months.as_of_date as to_date,
        history.customer_id,
        history.segment_id,
        history.monetary
    from months
    inner join history
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
    cast({{ add_days('moves.to_date', -1) }} as date) as month_end,
    moves.from_segment_id,
    moves.to_segment_id,
    cast(count(*) as integer) as customers,
    cast(sum(moves.monetary) as decimal(28, 6)) as revenue
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
