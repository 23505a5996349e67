-- What happened after the earlier date, as two questions: what did a customer who was known buy
-- next, and which item, taken out by lot, was in a basket besides the others?
with later as (

    select
        dates.as_of_date,
        lines.order_code,
        lines.item_code,
        lines.customer_id,
        lines.ordered_at
    from {{ ref('int_baskets__lines') }} as lines
    inner join {{ ref('int_recommendations__dates') }} as dates
        on lines.ordered_at >= cast(dates.as_of_date as timestamp)
        and not dates.is_current

),

orders as (

    select
        as_of_date,
        order_code,
        min(customer_id) as customer_id,
        row_number() over (
            partition by min(customer_id)
            order by min(ordered_at) asc nulls last, order_code asc nulls last
        ) as order_number
    from later
    group by
        as_of_date,
        order_code

),

known_customers as (

    select
        orders.as_of_date,
        orders.order_code,
        orders.customer_id
    from orders
    inner join {{ ref('int_recommendations__segments') }} as segments
        on orders.as_of_date = segments.as_of_date
        and orders.customer_id = segments.customer_id
    where orders.order_number = 1

),

bought_before as (

    select distinct
        as_of_date,
        customer_id,
        item_code
    from {{ ref('int_recommendations__lines') }}
    where not is_current
        and customer_id is not null

),

drawn as (

    select
        as_of_date,
        order_code,
        item_code,
        customer_id,
        count(*) over (partition by order_code) as items,
        row_number() over (
            partition by order_code
            order by
                md5(concat(order_code, ' ', item_code, ' {{ var("random_seed") }}')) asc nulls last,
                item_code asc nulls last
        ) as draw
    from later

)

select
    'next_basket' as task,
    known_customers.customer_id as case_name,
    known_customers.as_of_date,
    known_customers.customer_id,
    later.order_code,
    later.item_code
from known_customers
inner join later
    on known_customers.order_code = later.order_code
left join bought_before
    on later.customer_id = bought_before.customer_id
    and later.item_code = bought_before.item_code
{% if not var('recommend_repeat_purchases') -%}
where bought_before.item_code is null
{%- endif %}

union all

select
    'hidden_item' as task,
    cast(order_code as varchar) as case_name,
    as_of_date,
    customer_id,
    order_code,
    item_code
from drawn
where draw = 1
    and items > 1
