-- The first day on which a customer bought an item, for items that enough customers bought.
-- Customers are numbers, because integers are joined several times faster than texts.
with lines as (

    select * from {{ ref('int_baskets__finest_lines') }}
    where customer_id is not null

),

firsts as (

    select
        customer_id,
        item_code,
        cast(min(ordered_at) as date) as first_day
    from lines
    group by
        customer_id,
        item_code

),

numbered as (

    select
        item_code,
        first_day,
        dense_rank() over (order by customer_id asc nulls last) as customer_number,
        count(*) over (partition by item_code) as item_customers
    from firsts

),

sized as (

    select
        *,
        max(customer_number) over () as all_customers
    from numbered

)

select
    cast(customer_number as integer) as customer_number,
    item_code,
    first_day,
    cast(item_customers as integer) as item_customers,
    cast(all_customers as integer) as all_customers
from sized
where item_customers >= {{ var('basket_min_orders') }}
    and item_customers >= all_customers * {{ as_decimal(var('sequence_min_support')) }}
