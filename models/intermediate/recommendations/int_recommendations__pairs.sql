-- Frequent pairs as of the date of the run and as of each split date. Those of the date of the run
-- are the pairs of the published rules.
with current_pairs as (select * from {{ ref('int_baskets__pairs') }}),

all_pairs as (select * from {{ ref('int_recommendations__all_pairs') }}),

items as (select * from {{ ref('int_recommendations__items') }}),

dates as (

    select * from {{ ref('int_rfm__spine') }}
    where is_current

)

select
    all_pairs.as_of_date,
    false as is_current,
    all_pairs.first_code,
    all_pairs.second_code,
    all_pairs.orders
from all_pairs
inner join items
    on all_pairs.as_of_date = items.as_of_date
    and all_pairs.first_code = items.item_code
    and all_pairs.orders >= items.minimum_orders
where all_pairs.as_of_date not in (select dates.as_of_date from dates)

union all

select
    dates.as_of_date,
    dates.is_current,
    current_pairs.first_code,
    current_pairs.second_code,
    current_pairs.orders
from current_pairs
cross join dates
