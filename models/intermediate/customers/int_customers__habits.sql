-- What a customer buys and where: how many different products and categories, the category most
-- is spent in, the channel most orders came through, and how they reviewed.
with customers as (

    select customer_id
    from {{ ref('int_rfm__metrics') }}
    where is_current

),

products as (

    select
        customer_id,
        count(distinct product_id) as product_count
    from {{ ref('int_order_lines__accepted') }}
    where customer_id is not null
    group by customer_id

),

categories as (

    select
        customer_id,
        category,
        count(*) over (partition by customer_id) as category_count,
        row_number() over (
            partition by customer_id
            order by revenue desc nulls last, category asc nulls last
        ) as category_rank
    from {{ ref('int_customers__spend') }}

),

channels as (

    select
        customer_id,
        channel,
        row_number() over (
            partition by customer_id
            order by orders desc nulls last, channel asc nulls last
        ) as channel_rank
    from {{ ref('int_customers__channels') }}

),

reviews as (

    select
        customer_id,
        sum(review_total) / sum(review_count) as average_review_score
    from {{ ref('int_orders') }}
    where review_count > 0
    group by customer_id

)

select
    customers.customer_id,
    cast(products.product_count as integer) as product_count,
    cast(coalesce(categories.category_count, 0) as integer) as category_count,
    categories.category as favourite_category,
    channels.channel as favourite_channel,
    cast(reviews.average_review_score as decimal(5, 2)) as average_review_score
from customers
left join products
    on customers.customer_id = products.customer_id
left join categories
    on customers.customer_id = categories.customer_id
    and categories.category_rank = 1
left join channels
    on customers.customer_id = channels.customer_id
    and channels.channel_rank = 1
left join reviews
    on customers.customer_id = reviews.customer_id
