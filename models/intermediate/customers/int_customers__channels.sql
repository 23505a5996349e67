-- How often customers ordered through each channel: counted, or as their summary says.
with summarised as (

    select channels.*
    from {{ ref('input__customer_channels') }} as channels
    inner join {{ ref('int_customers__summarised') }} as customers
        on channels.customer_id = customers.customer_id

)

select
    customer_id,
    channel,
    cast(count(*) as integer) as orders
from {{ ref('int_orders') }}
where customer_id is not null
    and channel is not null
group by
    customer_id,
    channel

union all

select
    customer_id,
    {{ tidy('channel') }} as channel,
    cast(sum(orders) as integer) as orders
from summarised
where orders > 0
group by
    customer_id,
    {{ tidy('channel') }}
