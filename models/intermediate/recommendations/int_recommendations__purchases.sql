-- What each customer bought before a date. Terms are decimals, because a sum of doubles depends on
-- the order of the rows.
with lines as (

    select * from {{ ref('int_recommendations__lines') }}
    where customer_id is not null

)

select
    as_of_date,
    is_current,
    customer_id,
    item_code,
    cast(count(*) as integer) as times_bought,
    cast(sum(cast(
        power(
            0.5,
            {{ days_between('ordered_at', 'as_of_date') }}
            / cast({{ var('reorder_half_life_days') }} as double)
        ) as decimal(18, 12)
    )) as double) as decayed_times
from lines
group by
    as_of_date,
    is_current,
    customer_id,
    item_code
