with pairs as (

    select
        first_lines.item_code as first_code,
        second_lines.item_code as second_code,
        count(*) as orders
    from {{ ref('int_baskets__frequent_lines') }} as first_lines
    inner join {{ ref('int_baskets__frequent_lines') }} as second_lines
        on first_lines.order_code = second_lines.order_code
        and first_lines.item_code < second_lines.item_code
    group by
        first_lines.item_code,
        second_lines.item_code

)

select
    pairs.first_code,
    pairs.second_code,
    cast(pairs.orders as integer) as orders
from pairs
inner join {{ ref('int_baskets__size') }} as size
    on pairs.orders >= size.minimum_orders
