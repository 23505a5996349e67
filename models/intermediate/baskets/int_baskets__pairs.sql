-- Encode each pair as one integer: grouping by one integer takes half the time of grouping by two
-- codes.
{{ config(pre_hook=count_in_places(), post_hook=count_as_before()) }}

with first_lines as (select * from {{ ref('int_baskets__frequent_lines') }}),

second_lines as (select * from {{ ref('int_baskets__frequent_lines') }}),

items as (select * from {{ ref('int_baskets__frequent_items') }}),

size as (select * from {{ ref('int_baskets__size') }}),

own_categories as (select * from {{ ref('int_baskets__own_categories') }}),

counts as (

    select
        second_lines.pairs_before + first_lines.item_number as pair_number,
        count(*) as orders
    from first_lines
    inner join second_lines
        on first_lines.order_code = second_lines.order_code
        and first_lines.item_number < second_lines.item_number
    group by second_lines.pairs_before + first_lines.item_number

),

-- Item n has (n - 1) (n - 2) / 2 pairs before its own. This expression solves the formula for n.
frequent as (

    select
        counts.pair_number,
        counts.orders,
        cast(floor((3 + sqrt(8 * counts.pair_number - 7)) / 2) as integer) as second_number
    from counts
    inner join size
        on counts.orders >= size.minimum_orders

)

select
    first_items.item_code as first_code,
    second_items.item_code as second_code,
    cast(frequent.orders as integer) as orders
from frequent
inner join items as second_items
    on frequent.second_number = second_items.item_number
inner join items as first_items
    on frequent.pair_number - second_items.pairs_before = first_items.item_number
left join own_categories
    on first_items.item_code = own_categories.product_code
    and second_items.item_code = own_categories.category_code
where own_categories.product_code is null
