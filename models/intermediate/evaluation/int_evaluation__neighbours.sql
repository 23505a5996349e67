-- What item-item collaborative filtering would go by: for each item the twenty most similar ones by
-- cosine, whatever their support.
{%- set neighbours = 20 %}

with lines as (

    select
        lines.as_of_date,
        lines.order_code,
        lines.item_code,
        items.orders
    from {{ ref('int_recommendations__lines') }} as lines
    inner join {{ ref('int_recommendations__items') }} as items
        on lines.as_of_date = items.as_of_date
        and lines.item_code = items.item_code
    where not lines.is_current

),

pairs as (

    select
        first_lines.as_of_date,
        first_lines.item_code as first_code,
        second_lines.item_code as second_code,
        count(*)
        / sqrt(cast(min(first_lines.orders) as double) * min(second_lines.orders)) as cosine
    from lines as first_lines
    inner join lines as second_lines
        on first_lines.order_code = second_lines.order_code
        and first_lines.item_code < second_lines.item_code
    group by
        first_lines.as_of_date,
        first_lines.item_code,
        second_lines.item_code

),

directed as (

    select
        as_of_date,
        first_code as item_code,
        second_code as neighbour_code,
        cosine
    from pairs

    union all

    select
        as_of_date,
        second_code as item_code,
        first_code as neighbour_code,
        cosine
    from pairs

),

ranked as (

    select
        *,
        row_number() over (
            partition by item_code
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
