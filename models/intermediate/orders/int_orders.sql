{{ incremental_by_order('touched') }}

-- One row per order, as it stands after all returns.
with accepted as (

    select * from {{ ref('int_cleaning__lines') }}
    where reason is null
        and {{ is_of_touched_row(ref('int_cleaning__lines')) }}

),

-- An import of its own: the database would keep a copy of lines that two steps read.
accepted_products as (

    select * from {{ ref('int_cleaning__lines') }}
    where reason is null
        and product_id is not null
        and {{ is_of_touched_row(ref('int_cleaning__lines')) }}

),

states as (

    select * from {{ ref('int_orders__states') }}
    where valid_to is null
        and {{ is_of_touched_row(ref('int_orders__states')) }}

),

received_reviews as (select * from {{ ref('input__reviews') }}),

valued as (

    select
        *,
        {{ line_cost() }} as cost,
        {{ line_revenue() }} as revenue
    from accepted

),

lines as (

    select
        order_id,
        count(*) as line_count,
        min(channel) as channel,
        min(country) as country,
        {{ cost_sums() }}
    from valued
    group by order_id

),

-- A count of different values beside other sums needs more time and memory.
different_products as (

    select distinct
        order_id,
        product_id
    from accepted_products

),

products as (

    select
        order_id,
        count(*) as product_count
    from different_products
    group by order_id

),

reviews as (

    select
        order_id,
        count(score) as review_count,
        sum(score) as review_total
    from received_reviews
    group by order_id

)

select
    states.order_id,
    states.customer_id,
    states.ordered_at,
    lines.channel,
    lines.country,
    cast(lines.line_count as integer) as line_count,
    cast(coalesce(products.product_count, 0) as integer) as product_count,
    states.quantity,
    states.revenue,
    cast(lines.cost as decimal(28, 6)) as cost,
    cast(lines.costed_revenue as decimal(28, 6)) as costed_revenue,
    cast(coalesce(reviews.review_count, 0) as integer) as review_count,
    cast(coalesce(reviews.review_total, 0) as decimal(18, 2)) as review_total
from states
inner join lines
    on states.order_id = lines.order_id
left join products
    on states.order_id = products.order_id
left join reviews
    on states.order_id = reviews.order_id
