-- What a customer buys and where: how many different products and categories, the category most
-- is spent in, the channel most orders came through, and how they reviewed.
with lines as (

    select * from {{ ref('int_order_lines__accepted') }}
    where customer_id is not null

),

orders as (

    select * from {{ ref('int_orders') }}
    where customer_id is not null

),

variety as (

    select
        customer_id,
        count(distinct product_id) as product_count,
        count(distinct category) as category_count
    from lines
    group by customer_id

),

categories as (

    select
        customer_id,
        category,
        row_number() over (
            partition by customer_id
            order by sum(revenue) desc nulls last, category asc nulls last
        ) as category_rank
    from lines
    where category is not null
    group by
        customer_id,
        category

),

channels as (

    select
        customer_id,
        channel,
        row_number() over (
            partition by customer_id
            order by count(*) desc nulls last, channel asc nulls last
        ) as channel_rank
    from orders
    where channel is not null
    group by
        customer_id,
        channel

),

reviews as (

    select
        customer_id,
        sum(review_total) / sum(review_count) as average_review_score
    from orders
    where review_count > 0
    group by customer_id

)

select
    variety.customer_id,
    cast(variety.product_count as integer) as product_count,
    cast(variety.category_count as integer) as category_count,
    categories.category as favourite_category,
    channels.channel as favourite_channel,
    cast(reviews.average_review_score as decimal(5, 2)) as average_review_score
from variety
left join categories
    on variety.customer_id = categories.customer_id
    and categories.category_rank = 1
left join channels
    on variety.customer_id = channels.customer_id
    and channels.channel_rank = 1
left join reviews
    on variety.customer_id = reviews.customer_id
