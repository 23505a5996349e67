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
    cast({{ refuse_above(
        'codes.item_code', 2097151,
        'different items or more are in baskets, which can tell 2097151 apart: set the var'
        ~ ' basket_item (now ' ~ var('basket_item') ~ ') to category, or give products that are'
        ~ ' the same one product_id in staging'
    ) }} as integer) as item_code
from {{ ref('int_baskets__item_codes') }} as codes
inner join counts
    on codes.item_code = counts.item_code
