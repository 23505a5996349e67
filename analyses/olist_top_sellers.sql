-- Which sellers made more than R$ 100,000 with delivered orders? The question counts price and
-- freight. `paid` is the money that customers paid for the same items, which is revenue in the
-- marts. It includes interest on instalments, and excludes what a voucher did not cover.
{{ config(enabled=dataset() == 'olist') }}

with delivered as (

    select
        items.seller_id,
        items.order_id,
        items.price + items.freight as price_and_freight,
        paid_items.paid
    from {{ ref('stg_olist__order_items') }} as items
    inner join {{ ref('stg_olist__orders') }} as orders
        on items.order_id = orders.order_id
    inner join {{ ref('stg_olist__paid_items') }} as paid_items
        on items.order_id = paid_items.order_id
        and items.order_item_number = paid_items.order_item_number
    where orders.order_status = 'delivered'

)

select
    delivered.seller_id,
    sellers.city,
    sellers.state,
    count(distinct delivered.order_id) as orders,
    count(*) as items,
    sum(delivered.price_and_freight) as price_and_freight,
    sum(delivered.paid) as paid
from delivered
left join {{ ref('stg_olist__sellers') }} as sellers
    on delivered.seller_id = sellers.seller_id
group by
    delivered.seller_id,
    sellers.city,
    sellers.state
having sum(delivered.price_and_freight) > 100000
order by
    price_and_freight desc,
    delivered.seller_id asc
