-- Which sellers are new and busy? They have their first sale in the last three months and sold more
-- than 30 products. The peer's query does not check the first sale. It lists every seller with more
-- than 30 items to be shipped since that day. This query returns both, and `is_new` marks the new
-- sellers.
{{ config(enabled=dataset() == 'olist') }}

with period as (

    select
        {{ add_months('max(ordered_at)', -3) }} as starts_at,
        {{ add_months('cast(max(ordered_at) as date)', -3) }} as first_day
    from {{ ref('stg_olist__orders') }}

),

sold as (

    select
        items.seller_id,
        min(orders.ordered_at) as first_sold_at,
        count(*) as products_sold,
        sum(case when items.ship_before >= period.first_day then 1 else 0 end)
            as products_of_period,
        min(orders.ordered_at) >= min(period.starts_at) as is_new
    from {{ ref('stg_olist__order_items') }} as items
    inner join {{ ref('stg_olist__orders') }} as orders
        on items.order_id = orders.order_id
    cross join period
    group by items.seller_id

)

select
    sold.seller_id,
    sellers.city,
    sellers.state,
    sold.first_sold_at,
    sold.products_sold,
    sold.products_of_period,
    sold.is_new
from sold
left join {{ ref('stg_olist__sellers') }} as sellers
    on sold.seller_id = sellers.seller_id
where sold.products_of_period > 30
    or (sold.is_new and sold.products_sold > 30)
order by
    sold.is_new desc,
    sold.products_of_period desc,
    sold.seller_id asc
