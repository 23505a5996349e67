-- The hidden item, drawn at random, of each basket of two items or more from a split date on. A
-- large shop asks about baskets that are drawn at random too.
with lines as (select * from {{ ref('int_baskets__finest_lines') }}),

splits as (select * from {{ ref('int_recommendations__splits') }}),

drawn as (

    select
        splits.as_of_date,
        splits.is_choice,
        lines.order_code,
        lines.item_code,
        lines.customer_id,
        count(*) over (partition by splits.as_of_date, lines.order_code) as items,
        row_number() over (
            partition by splits.as_of_date, lines.order_code
            order by
                md5(concat(
                    lines.order_code, ' ', lines.item_code, ' {{ var("random_seed") }}'
                )) asc nulls last,
                lines.item_code asc nulls last
        ) as item_draw
    from lines
    inner join splits
        on lines.ordered_at >= cast(splits.as_of_date as timestamp)
        and (splits.end_date is null or lines.ordered_at < cast(splits.end_date as timestamp))

),

questions as (

    select
        *,
        row_number() over (
            partition by as_of_date
            order by
                md5(concat(order_code, ' {{ var("random_seed") }}')) asc nulls last,
                order_code asc nulls last
        ) as draw
    from drawn
    where item_draw = 1
        and items > 1

)

select
    as_of_date,
    is_choice,
    customer_id,
    order_code,
    item_code
from questions
where draw <= {{ var('evaluation_cases') }}
