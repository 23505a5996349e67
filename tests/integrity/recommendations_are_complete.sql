-- Every customer gets recommendations_per_customer products, or all products that the customer has
-- not bought if there are fewer. Products of not_recommended do not count. A failure means that a
-- customer gets too few products, or a product that is not to be offered.
with withheld as (

    select items.item
    from {{ ref('int_recommendations__withheld') }} as withheld
    inner join {{ ref('int_baskets__items') }} as items
        on withheld.item_code = items.item_code

),

bought as (

    select distinct
        customer_id,
        {{ basket_item() }} as product_id
    from {{ ref('int_cleaning__accepted') }}
    where customer_id is not null
        and {{ basket_item() }} is not null
        and {{ basket_item() }} not in (select withheld.item from withheld)

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
    where item_level = '{{ finest_level() }}'
        and item not in (select withheld.item from withheld)

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

union all

select concat('customer ', offers.customer_id, ' is offered ', offers.product_id, ', not to be')
    as problem
from {{ ref('int_recommendations__sentences') }} as offers
inner join withheld
    on offers.product_id = withheld.item
