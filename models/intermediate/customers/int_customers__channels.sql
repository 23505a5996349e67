-- Number of orders per customer and channel, counted from orders or taken from summaries.
with orders as (

    select * from {{ ref('int_orders') }}
    where customer_id is not null
        and channel is not null

),

received as (

    select * from {{ ref('input__customer_channels') }}
    where orders > 0

),

summarised as (select * from {{ ref('int_rfm__summaries') }})

select
    customer_id,
    channel,
    cast(count(*) as integer) as orders
from orders
group by
    customer_id,
    channel

union all

select
    received.customer_id,
    {{ tidy('received.channel') }} as channel,
    cast(sum(received.orders) as integer) as orders
from received
inner join summarised
    on received.customer_id = summarised.customer_id
group by
    received.customer_id,
    {{ tidy('received.channel') }}
