{{ config(materialized='view') }}

-- Recommendations and sequences are about one level of items: products, or categories if baskets
-- have nothing else.
with lines as (select * from {{ ref('int_baskets__lines') }}){% if basket_levels() | length > 1 %},

items as (

    select * from {{ ref('int_baskets__item_codes') }}
    where item_level = '{{ finest_level() }}'

)

select lines.*
from lines
inner join items
    on lines.item_code = items.item_code
{%- else %}

select * from lines
{%- endif %}
