-- Number of different products and categories, favourite category and channel, and mean review
-- score of each customer. The favourite category has the most spending, and the favourite channel
-- has the most orders.
with customers as (

    select * from {{ ref('int_rfm__metrics') }}
    where is_current

),

lines as (

    select * from {{ ref('int_cleaning__accepted') }}
    where customer_id is not null

),

spend as (select * from {{ ref('int_customers__spend') }}),

channels as (select * from {{ ref('int_customers__channels') }}),

reviewed as (

    select * from {{ ref('int_orders') }}
    where review_count > 0

),

products as (

    select
        customer_id,
        count(distinct product_id) as product_count
    from lines
    group by customer_id

),

ranked_categories as (

    select
        customer_id,
        category,
        count(*) over (partition by customer_id) as category_count,
        row_number() over (
            partition by customer_id
            order by revenue desc nulls last, category asc nulls last
        ) as category_rank
    from spend

),

ranked_channels as (

    select
        customer_id,
        channel,
        row_number() over (
            partition by customer_id
            order by orders desc nulls last, channel asc nulls last
        ) as channel_rank
    from channels

),

reviews as (

    select
        customer_id,
        cast(sum(review_total) as double) / sum(review_count) as average_review_score
    from reviewed
    group by customer_id

)

select
    customers.customer_id,
    cast(products.product_count as integer) as product_count,
    cast(coalesce(ranked_categories.category_count, 0) as integer) as category_count,
    ranked_categories.category as favourite_category,
    ranked_channels.channel as favourite_channel,
    {{ rounded('reviews.average_review_score', 5, 2) }} as average_review_score
from customers
left join products
    on customers.customer_id = products.customer_id
left join ranked_categories
    on customers.customer_id = ranked_categories.customer_id
    and ranked_categories.category_rank = 1
left join ranked_channels
    on customers.customer_id = ranked_channels.customer_id
    and ranked_channels.channel_rank = 1
left join reviews
    on customers.customer_id = reviews.customer_id
