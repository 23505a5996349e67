-- A pair is one whole number while it is counted, which takes half the time that two codes take.
{{ config(pre_hook=count_in_places(), post_hook=count_as_before()) }}

with counts as (

    select
        second_lines.pairs_before + first_lines.item_number as pair_number,
        count(*) as orders
    from {{ ref('int_baskets__frequent_lines') }} as first_lines
    inner join {{ ref('int_baskets__frequent_lines') }} as second_lines
        on first_lines.order_code = second_lines.order_code
        and first_lines.item_number < second_lines.item_number
    group by second_lines.pairs_before + first_lines.item_number

),

-- The n-th item has its pairs after those of n - 1 items, (n - 1) (n - 2) / 2: solved for n.
frequent as (

    select
        counts.pair_number,
        counts.orders,
        cast(floor((3 + sqrt(8 * counts.pair_number - 7)) / 2) as integer) as second_number
    from counts
    inner join {{ ref('int_baskets__size') }} as size
        on counts.orders >= size.minimum_orders

)

select
    first_items.item_code as first_code,
    second_items.item_code as second_code,
    cast(frequent.orders as integer) as orders
from frequent
inner join {{ ref('int_baskets__frequent_items') }} as second_items
    on frequent.second_number = second_items.item_number
inner join {{ ref('int_baskets__frequent_items') }} as first_items
    on frequent.pair_number - second_items.pairs_before = first_items.item_number
