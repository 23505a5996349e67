-- Customers who bought both items for the first time on different days, at most `sequence_days`
-- apart, by which of the two came first.
with first_days as (select * from {{ ref('int_baskets__first_days') }}),

second_days as (select * from {{ ref('int_baskets__first_days') }}),

gaps as (

    select
        first_days.item_code as first_code,
        second_days.item_code as second_code,
        {{ days_between('first_days.first_day', 'second_days.first_day') }} as gap_days
    from first_days
    inner join second_days
        on first_days.customer_number = second_days.customer_number
        and first_days.item_code < second_days.item_code

)

select
    first_code,
    second_code,
    cast(sum(case when gap_days > 0 then 1 else 0 end) as integer) as first_before_second,
    cast(sum(case when gap_days < 0 then 1 else 0 end) as integer) as second_before_first
from gaps
where gap_days <> 0
    and abs(gap_days) <= {{ var('sequence_days') }}
group by
    first_code,
    second_code
