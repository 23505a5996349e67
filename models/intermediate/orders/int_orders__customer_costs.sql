-- What the goods of each customer cost, as far as is known.
with orders as (

    select * from {{ ref('int_orders') }}
    where customer_id is not null
        and cost is not null

)

select
    customer_id,
    cast(sum(cost) as decimal(28, 6)) as cost,
    cast(sum(costed_revenue) as decimal(28, 6)) as costed_revenue
from orders
group by customer_id
