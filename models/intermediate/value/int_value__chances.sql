{{ config(materialized='view') }}

-- The chance that each customer still orders, beside all that the expected orders depend on. It is
-- a view, so that the lists of chances are not stored for each customer.
with models as (select * from {{ ref('int_value__models') }}),

histories as (select * from {{ ref('int_value__histories') }}),

orders_if_alive as (select * from {{ ref('int_value__orders_if_alive') }}),

order_chances as (select * from {{ ref('int_value__order_chances') }})

select
    histories.as_of_date,
    histories.is_current,
    histories.customer_id,
    histories.orders,
    histories.repeat_orders,
    histories.revenue,
    models.is_dropout_identified,
    orders_if_alive.orders_if_alive,
    order_chances.chances,
    {{ chance_alive('models', 'histories') }} as chance_alive,
    {{ expected_order_value('models', 'histories.orders', 'histories.revenue') }} as order_value,
    (models.alpha + histories.tenure)
    * (power(2, 1 / (models.r + histories.repeat_orders)) - 1) * {{ value_unit_days() }}
        as days_to_order
from histories
inner join models
    on histories.as_of_date = models.as_of_date
inner join orders_if_alive
    on histories.as_of_date = orders_if_alive.as_of_date
    and histories.repeat_orders = orders_if_alive.repeat_orders
    and histories.tenure = orders_if_alive.tenure
left join order_chances
    on histories.as_of_date = order_chances.as_of_date
    and histories.repeat_orders = order_chances.repeat_orders
    and histories.tenure = order_chances.tenure
