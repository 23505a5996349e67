-- Customer 12346 bought for 77,183.60 and cancelled everything 16 minutes later. If cancellations
-- are netted, this is not a customer. Only if cancellations are dropped, it is a top customer.
{{ config(enabled=holds_under('online_retail')) }}

with customers as (

    select * from {{ ref('customers') }}

),

actual as (

    select
        count(*) as customers,
        coalesce(max(monetary), 0) as monetary
    from customers
    where customer_id = '12346'

)

{{ differences('online_retail_cancelled_order_' ~ var('cancellations'), 'actual') }}
