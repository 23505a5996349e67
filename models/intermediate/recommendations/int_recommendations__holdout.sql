-- The holdout questions, with the items that are right and whether they are new to the customer.
with next_orders as (select * from {{ ref('int_recommendations__next_orders') }}),

hidden_items as (select * from {{ ref('int_recommendations__hidden_items') }}),

purchases as (select * from {{ ref('int_recommendations__purchases') }})

select
    'next_basket' as task,
    customer_id as request_key,
    as_of_date,
    is_choice,
    customer_id,
    order_code,
    item_code,
    is_new
from next_orders
where is_new

union all

select
    'whole_basket' as task,
    customer_id as request_key,
    as_of_date,
    is_choice,
    customer_id,
    order_code,
    item_code,
    is_new
from next_orders

union all

select
    'hidden_item' as task,
    cast(hidden_items.order_code as string) as request_key,
    hidden_items.as_of_date,
    hidden_items.is_choice,
    hidden_items.customer_id,
    hidden_items.order_code,
    hidden_items.item_code,
    purchases.item_code is null as is_new
from hidden_items
left join purchases
    on hidden_items.as_of_date = purchases.as_of_date
    and hidden_items.customer_id = purchases.customer_id
    and hidden_items.item_code = purchases.item_code
