with counts as (

    select
        item_code,
        cast(count(*) as integer) as orders
    from {{ ref('int_baskets__lines') }}
    group by item_code

)

select
    codes.item,
    codes.item_name,
    counts.orders,
    codes.item_code
from {{ ref('int_baskets__item_codes') }} as codes
inner join counts
    on codes.item_code = counts.item_code
