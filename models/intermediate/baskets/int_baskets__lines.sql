-- Integers from here on: a pair of them is found and counted several times faster than of texts.
with orders as (

    select
        order_id,
        min(customer_id) as customer_id,
        min(ordered_at) as ordered_at,
        cast(row_number() over (order by order_id asc nulls last) as integer) as order_code
    from {{ ref('int_order_lines__accepted') }}
    where {{ basket_item() }} is not null
    group by order_id

),

coded as (

    select distinct
        orders.order_code,
        items.item_code
    from {{ ref('int_order_lines__accepted') }} as lines
    inner join orders
        on lines.order_id = orders.order_id
    inner join {{ ref('int_baskets__items') }} as items
        on lines.{{ basket_item() }} = items.item

)

select
    coded.order_code,
    coded.item_code,
    orders.customer_id,
    orders.ordered_at
from coded
inner join orders
    on coded.order_code = orders.order_code
