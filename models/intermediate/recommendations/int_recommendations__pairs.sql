-- Today's pairs are counted already; the earlier date's are counted from what was known then.
with frequent as (

    select
        lines.as_of_date,
        lines.order_code,
        lines.item_code,
        items.minimum_orders
    from {{ ref('int_recommendations__lines') }} as lines
    inner join {{ ref('int_recommendations__items') }} as items
        on lines.as_of_date = items.as_of_date
        and lines.item_code = items.item_code
        and items.orders >= items.minimum_orders
    where not lines.is_current

),

earlier as (

    select
        first_lines.as_of_date,
        first_lines.item_code as first_code,
        second_lines.item_code as second_code,
        min(first_lines.minimum_orders) as minimum_orders,
        count(*) as orders
    from frequent as first_lines
    inner join frequent as second_lines
        on first_lines.order_code = second_lines.order_code
        and first_lines.item_code < second_lines.item_code
    group by
        first_lines.as_of_date,
        first_lines.item_code,
        second_lines.item_code

)

select
    as_of_date,
    false as is_current,
    first_code,
    second_code,
    cast(orders as integer) as orders
from earlier
where orders >= minimum_orders

union all

select
    dates.as_of_date,
    dates.is_current,
    pairs.first_code,
    pairs.second_code,
    pairs.orders
from {{ ref('int_baskets__pairs') }} as pairs
inner join {{ ref('int_recommendations__dates') }} as dates
    on dates.is_current
