-- How often a customer buys an item, from the days between orders. Orders of one day are one
-- purchase, and an item of one day has no gap. One gap is not a rhythm: two orders in a week do not
-- make a weekly customer.
with lines as (

    select * from {{ ref('int_recommendations__lines') }}
    where is_current
        and customer_id is not null

),

bought as (

    select * from {{ ref('int_recommendations__bought') }}
    where first_bought_on < last_bought_on

),

days as (

    select distinct
        bought.customer_id,
        bought.item_code,
        cast(lines.ordered_at as date) as ordered_on
    from lines
    inner join bought
        on lines.customer_id = bought.customer_id
        and lines.item_code = bought.item_code

),

gaps as (

    select
        *,
        {{ days_between(
            'lag(ordered_on) over (
                partition by customer_id, item_code order by ordered_on asc nulls last
            )',
            'ordered_on',
        ) }} as gap_days
    from days

)

select
    customer_id,
    item_code,
    cast(round({{ quantile('gap_days', 0.5) }}) as integer) as median_gap_days,
    count(gap_days) >= 2 as has_rhythm
from gaps
group by
    customer_id,
    item_code
