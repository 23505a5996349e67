-- Holdout questions about customers who are known on a split date. Which items are in the next
-- order of the customer? A large shop asks about customers who are drawn at random.
with lines as (

    select * from {{ ref('int_baskets__finest_lines') }}
    where customer_id is not null

),

splits as (select * from {{ ref('int_recommendations__splits') }}),

segments as (select * from {{ ref('int_recommendations__segments') }}),

purchases as (select * from {{ ref('int_recommendations__purchases') }}),

later as (

    select
        splits.as_of_date,
        splits.is_choice,
        lines.order_code,
        lines.item_code,
        lines.customer_id,
        lines.ordered_at
    from lines
    inner join splits
        on lines.ordered_at >= cast(splits.as_of_date as timestamp)
        and (splits.end_date is null or lines.ordered_at < cast(splits.end_date as timestamp))

),

orders as (

    select
        later.as_of_date,
        later.order_code,
        later.customer_id,
        row_number() over (
            partition by later.as_of_date, later.customer_id
            order by min(later.ordered_at) asc nulls last, later.order_code asc nulls last
        ) as order_number
    from later
    inner join segments
        on later.as_of_date = segments.as_of_date
        and later.customer_id = segments.customer_id
    group by
        later.as_of_date,
        later.order_code,
        later.customer_id

),

drawn as (

    select
        as_of_date,
        order_code,
        row_number() over (
            partition by as_of_date
            order by
                md5(concat(customer_id, ' {{ var("random_seed") }}')) asc nulls last,
                customer_id asc nulls last
        ) as draw
    from orders
    where order_number = 1

)

select
    later.as_of_date,
    later.is_choice,
    later.customer_id,
    later.order_code,
    later.item_code,
    purchases.item_code is null as is_new
from later
inner join drawn
    on later.as_of_date = drawn.as_of_date
    and later.order_code = drawn.order_code
    and drawn.draw <= {{ var('evaluation_cases') }}
left join purchases
    on later.as_of_date = purchases.as_of_date
    and later.customer_id = purchases.customer_id
    and later.item_code = purchases.item_code
