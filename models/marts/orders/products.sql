with lines as (

    select * from {{ ref('int_cleaning__accepted') }}
    where product_id is not null

),

-- An import of its own: the database would keep a copy of lines that two steps read.
lines_with_category as (

    select * from {{ ref('int_cleaning__accepted') }}
    where product_id is not null
        and category is not null

),

categories as (

    select
        product_id,
        category,
        row_number() over (
            partition by product_id
            order by count(*) desc nulls last, category asc nulls last
        ) as category_rank
    from lines_with_category
    group by
        product_id,
        category

),

sold as (

    select
        product_id,
        min(product_name) as product_name,
        count(distinct order_id) as orders,
        count(distinct customer_id) as customers,
        sum(quantity) as quantity,
        sum(revenue) as revenue,
        {{ cost_sums() }}
    from lines
    group by product_id

)

select
    sold.product_id,
    sold.product_name,
    categories.category,
    cast(sold.orders as integer) as orders,
    cast(sold.customers as integer) as customers,
    cast(sold.quantity as decimal(28, 6)) as quantity,
    cast(sold.revenue as decimal(28, 6)) as revenue,
    {{ margin_columns('sold', 'sold.revenue') }},
    cast(rank() over (order by sold.revenue desc nulls last) as integer) as revenue_rank
from sold
left join categories
    on sold.product_id = categories.product_id
    and categories.category_rank = 1
order by
    revenue_rank,
    sold.product_id
