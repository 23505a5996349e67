-- Customers with equal histories, from which the models of orders are fitted.
with histories as (select * from {{ ref('int_value__histories') }})

select
    as_of_date,
    repeat_orders,
    recency,
    tenure,
    count(*) as customers
from histories
group by
    as_of_date,
    repeat_orders,
    recency,
    tenure
