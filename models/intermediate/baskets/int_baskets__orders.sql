-- From here on, orders and items are integers. Pairs of integers are found and counted several
-- times faster than pairs of texts. One aggregation per order assigns its number and collects its
-- items.
with lines as (select * from {{ ref('int_cleaning__accepted') }}),

items as (select * from {{ ref('int_baskets__item_codes') }}),

coded as (

    {% for level in basket_levels() -%}
    select
        lines.order_id,
        lines.customer_id,
        lines.ordered_at,
        items.item_code
    from lines
    inner join items
        on items.item_level = '{{ level }}'
        and lines.{{ basket_item(level) }} = items.item

    {% if not loop.last -%}
    union all

    {% endif -%}
    {%- endfor -%}
)

select
    min(customer_id) as customer_id,
    min(ordered_at) as ordered_at,
    cast(row_number() over (order by order_id asc nulls last) as integer) as order_code,
    {{ distinct_list_of('item_code') }} as item_codes
from coded
group by order_id
