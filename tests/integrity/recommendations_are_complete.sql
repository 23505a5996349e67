-- Every customer gets recommendations_per_customer products, or all there are besides their own;
-- and none that they already have.
with bought as (

    select distinct
        customer_id,
        {{ basket_item() }} as product_id
    from {{ ref('int_order_lines__accepted') }}
    where customer_id is not null
        and {{ basket_item() }} is not null

),

offered as (

    select
        customer_id,
        count(*) as products
    from {{ ref('customer_recommendations') }}
    group by customer_id

),

products as (

    select count(*) as products
    from {{ ref('int_baskets__items') }}

),

owned as (

    select
        customer_id,
        count(*) as products
    from bought
    group by customer_id

),

expected as (

    select
        customers.customer_id,
        least(
            {{ var('recommendations_per_customer') }},
            products.products
            {%- if not var('recommend_repeat_purchases') %} - coalesce(owned.products, 0){% endif %}
        ) as products
    from {{ ref('customers') }} as customers
    cross join products
    left join owned
        on customers.customer_id = owned.customer_id

)

select concat(
    'customer ', expected.customer_id, ' has ', coalesce(offered.products, 0),
    ' recommendations, not ', expected.products
) as problem
from expected
left join offered
    on expected.customer_id = offered.customer_id
where coalesce(offered.products, 0) != expected.products
{% if not var('recommend_repeat_purchases') %}
union all

select concat(
    'customer ', offered.customer_id, ' is offered ', offered.product_id, ', which they have'
) as problem
from {{ ref('customer_recommendations') }} as offered
inner join bought
    on offered.customer_id = bought.customer_id
    and offered.product_id = bought.product_id
{% endif %}
