{{ config(materialized='view') }}

-- Recommendations and sequences are about one level of items: products, or categories if baskets
-- have nothing else. The codes of this level are the lowest.
with lines as (select * from {{ ref('int_baskets__lines') }}),

items as (

    select * from {{ ref('int_baskets__item_codes') }}
    where item_level = '{{ finest_level() }}'

)

select * from lines
where item_code <= (select max(items.item_code) from items)
