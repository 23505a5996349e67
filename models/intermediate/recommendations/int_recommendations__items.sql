-- The number of orders that contain each item, in total and recently, and the number of orders that
-- a rule needs.
with lines as (select * from {{ ref('int_recommendations__lines') }}),

sizes as (

    select
        as_of_date,
        count(distinct order_code) as all_orders
    from lines
    group by as_of_date

),

items as (

    select
        as_of_date,
        item_code,
        count(*) as orders,
        sum(case when is_recent then 1 else 0 end) as recent_orders
    from lines
    group by
        as_of_date,
        item_code

)

select
    items.as_of_date,
    items.item_code,
    cast(items.orders as integer) as orders,
    cast(items.recent_orders as integer) as recent_orders,
    sqrt(cast(items.recent_orders as double)) as demand,
    cast(sizes.all_orders as integer) as all_orders,
    cast({{ minimum_orders('sizes.all_orders') }} as integer) as minimum_orders
from items
inner join sizes
    on items.as_of_date = sizes.as_of_date
