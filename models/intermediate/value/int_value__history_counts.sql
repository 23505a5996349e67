-- Customers with equal histories, from which the models of orders are fitted. A run whose values
-- are withheld needs no models.
with histories as (select * from {{ ref('int_value__histories') }}),

conditions as (

    select * from {{ ref('int_value__conditions') }}
    where withheld_reason is null

)

select
    histories.as_of_date,
    histories.repeat_orders,
    histories.recency,
    histories.tenure,
    count(*) as customers
from histories
inner join conditions
    on histories.as_of_date = conditions.as_of_date
group by
    histories.as_of_date,
    histories.repeat_orders,
    histories.recency,
    histories.tenure
