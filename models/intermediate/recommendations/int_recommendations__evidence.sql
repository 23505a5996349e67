-- The items that recommendations start from, what the customer bought or what is in the basket.
-- They are never recommended, except in a whole basket.
with requests as (select * from {{ ref('int_recommendations__requests') }}),

purchases as (select * from {{ ref('int_recommendations__purchases') }}),

hidden_items as (select * from {{ ref('int_recommendations__hidden_items') }}),

basket_lines as (select * from {{ ref('int_baskets__finest_lines') }}),

starts as (

    select distinct
        evidence_id,
        as_of_date,
        task = 'hidden_item' as is_basket,
        request_key
    from requests

)

select
    starts.evidence_id,
    starts.as_of_date,
    purchases.item_code
from starts
inner join purchases
    on starts.as_of_date = purchases.as_of_date
    and starts.request_key = purchases.customer_id
where not starts.is_basket

union all

select
    starts.evidence_id,
    starts.as_of_date,
    basket_lines.item_code
from starts
inner join hidden_items
    on starts.as_of_date = hidden_items.as_of_date
    and starts.request_key = cast(hidden_items.order_code as string)
inner join basket_lines
    on hidden_items.order_code = basket_lines.order_code
    and hidden_items.item_code <> basket_lines.item_code
where starts.is_basket
