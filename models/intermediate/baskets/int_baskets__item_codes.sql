-- Codes follow the levels, products first, and then the names. So products have the same codes with
-- and without categories, and sorting by code sorts the items of a level by name.
with lines as (select * from {{ ref('int_cleaning__accepted') }}),

items as (

    {% for level in basket_levels() -%}
    select
        '{{ level }}' as item_level,
        {{ basket_item(level) }} as item,
        min({{ basket_item_name(level) }}) as item_name
    from lines
    where {{ basket_item(level) }} is not null
    group by {{ basket_item(level) }}

    {% if not loop.last -%}
    union all

    {% endif -%}
    {%- endfor -%}
)

select
    item_level,
    item,
    item_name,
    cast(row_number() over (
        order by item_level desc nulls last, item asc nulls last
    ) as integer) as item_code
from items
