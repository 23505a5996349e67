-- Items that are not to be recommended on the date of the run. Past dates have none, so that the
-- evaluation does not change.
with withheld as (select * from {{ ref('not_recommended') }}),

items as (

    select * from {{ ref('int_baskets__items') }}
    where item_level = '{{ finest_level() }}'

),

dates as (

    select * from {{ ref('int_rfm__spine') }}
    where is_current

)

select distinct
    dates.as_of_date,
    items.item_code
from withheld
inner join items
    on withheld.product_id = items.item
inner join dates
    on (withheld.from_date is null or withheld.from_date <= dates.as_of_date)
    and (withheld.to_date is null or withheld.to_date >= dates.as_of_date)
