-- The number of orders that an itemset needs, as an integer, and the number of pairs to count.
with lines as (select * from {{ ref('int_baskets__lines') }}),

items as (select * from {{ ref('int_baskets__items') }}),

all_orders as (

    select count(distinct order_code) as orders
    from lines

),

threshold as (

    select
        orders,
        {{ minimum_orders('orders') }} as minimum_orders
    from all_orders

),

frequent as (

    select items.item_code
    from items
    inner join threshold
        on items.orders >= threshold.minimum_orders

),

baskets as (

    select
        lines.order_code,
        count(*) as items
    from lines
    inner join frequent
        on lines.item_code = frequent.item_code
    group by lines.order_code

),

frequent_items as (

    select count(*) as items
    from frequent

),

pairs as (

    select cast(coalesce(sum(items * (items - 1) / 2), 0) as bigint) as pairs
    from baskets

)

select
    cast(threshold.orders as integer) as orders,
    cast(threshold.minimum_orders as integer) as minimum_orders,
    cast(frequent_items.items as integer) as frequent_items,
    {{ possible_rules('frequent_items.items', var('basket_max_items')) }} as possible_rules,
    cast({{ refuse_above(
        'pairs.pairs', 5000000000,
        'pairs of items have to be counted, which takes hours: raise the var'
        ~ ' basket_min_support (now ' ~ var('basket_min_support') ~ '), so that fewer items count'
    ) }} as bigint) as pairs
from threshold
cross join frequent_items
cross join pairs
