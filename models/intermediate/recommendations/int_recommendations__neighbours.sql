-- The input of item-item collaborative filtering. Each item has its twenty most similar items by
-- cosine, with any support.
{%- set neighbours = 20 %}
with pairs as (select * from {{ ref('int_recommendations__all_pairs') }}),

items as (select * from {{ ref('int_recommendations__items') }}),

cosines as (

    select
        pairs.as_of_date,
        pairs.first_code,
        pairs.second_code,
        pairs.orders
        / sqrt(cast(first_items.orders as double) * second_items.orders) as cosine
    from pairs
    inner join items as first_items
        on pairs.as_of_date = first_items.as_of_date
        and pairs.first_code = first_items.item_code
    inner join items as second_items
        on pairs.as_of_date = second_items.as_of_date
        and pairs.second_code = second_items.item_code

),

directed as (

    select
        as_of_date,
        first_code as item_code,
        second_code as neighbour_code,
        cosine
    from cosines

    union all

    select
        as_of_date,
        second_code as item_code,
        first_code as neighbour_code,
        cosine
    from cosines

),

ranked as (

    select
        *,
        row_number() over (
            partition by as_of_date, item_code
            order by cosine desc nulls last, neighbour_code asc nulls last
        ) as neighbour_rank
    from directed

)

select
    as_of_date,
    item_code,
    neighbour_code,
    cosine
from ranked
where neighbour_rank <= {{ neighbours }}
