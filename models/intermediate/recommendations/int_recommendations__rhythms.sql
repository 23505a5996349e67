-- How often each customer buys each item, from the days between orders. Orders of one day are one
-- purchase. One gap is not a rhythm: two orders in a week do not make a weekly customer.
with lines as (

    select * from {{ ref('int_recommendations__lines') }}
    where is_current
        and customer_id is not null

),

purchases as (

    select * from {{ ref('int_recommendations__purchases') }}
    where is_current

),

days as (

    select distinct
        customer_id,
        item_code,
        cast(ordered_at as date) as ordered_on
    from lines

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

),

rhythms as (

    select
        customer_id,
        item_code,
        min(ordered_on) as first_bought_on,
        max(ordered_on) as last_bought_on,
        cast(round({{ quantile('gap_days', 0.5) }}) as integer) as median_gap_days,
        count(gap_days) >= 2 as has_rhythm
    from gaps
    group by
        customer_id,
        item_code

)

select
    purchases.as_of_date,
    rhythms.customer_id,
    rhythms.item_code,
    purchases.times_bought,
    purchases.decayed_times,
    rhythms.first_bought_on,
    rhythms.last_bought_on,
    rhythms.median_gap_days,
    rhythms.has_rhythm
from rhythms
inner join purchases
    on rhythms.customer_id = purchases.customer_id
    and rhythms.item_code = purchases.item_code
