-- Frequent pairs as of the date of the run and as of each split date. Those of the date of the run
-- are the pairs of the published rules.
with current_pairs as (select * from {{ ref('int_baskets__pairs') }}),

counted as (select * from {{ ref('py_recommendations__pairs') }}),

items as (select * from {{ ref('int_recommendations__items') }}),

dates as (

    select * from {{ ref('int_rfm__spine') }}
    where is_current

)

select
    counted.as_of_date,
    false as is_current,
    counted.item_code as first_code,
    counted.other_code as second_code,
    counted.orders
from counted
inner join items
    on counted.as_of_date = items.as_of_date
    and counted.item_code = items.item_code
    and counted.orders >= items.minimum_orders
where counted.item_code < counted.other_code
    and counted.as_of_date not in (select dates.as_of_date from dates)

union all

select
    dates.as_of_date,
    dates.is_current,
    current_pairs.first_code,
    current_pairs.second_code,
    current_pairs.orders
from current_pairs
cross join dates
