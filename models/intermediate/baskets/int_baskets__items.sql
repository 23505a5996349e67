-- Items with the number of orders that contain them.
with codes as (select * from {{ ref('int_baskets__item_codes') }}),

lines as (select * from {{ ref('int_baskets__lines') }}),

counts as (

    select
        item_code,
        cast(count(*) as integer) as orders
    from lines
    group by item_code

)

select
    codes.item_level,
    codes.item,
    codes.item_name,
    counts.orders,
    cast({{ refuse_above(
        'codes.item_code', 2097151,
        'different items or more are in baskets, and at most 2097151 are allowed: set the var'
        ~ ' basket_item (now ' ~ basket_levels() | join(', ') ~ ') to category, or give equal'
        ~ ' products one product_id in staging'
    ) }} as integer) as item_code
from codes
inner join counts
    on codes.item_code = counts.item_code
