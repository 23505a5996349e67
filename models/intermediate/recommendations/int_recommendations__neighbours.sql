-- The input of item-item collaborative filtering. Each item has its most similar items by cosine,
-- with any support.
with pairs as (

    select * from {{ ref('py_recommendations__pairs') }}
    where is_neighbour

),

items as (select * from {{ ref('int_recommendations__items') }}),

neighbours as (select * from {{ ref('int_recommendations__items') }})

select
    pairs.as_of_date,
    pairs.item_code,
    pairs.other_code as neighbour_code,
    pairs.orders / sqrt(cast(items.orders as double) * neighbours.orders) as cosine
from pairs
inner join items
    on pairs.as_of_date = items.as_of_date
    and pairs.item_code = items.item_code
inner join neighbours
    on pairs.as_of_date = neighbours.as_of_date
    and pairs.other_code = neighbours.item_code
