-- For customers without order lines, spending by category adds up to total spending, and channels
-- have at most as many orders as there are. A failure means that favourites and clusters use other
-- purchases than the scores.
with spend as (

    select
        customer_id,
        sum(amount) as amount
    from {{ ref('input__customer_spend') }}
    group by customer_id

),

channels as (

    select
        customer_id,
        sum(orders) as orders
    from {{ ref('input__customer_channels') }}
    group by customer_id

)

select concat(
    'customer ', coalesce(spend.customer_id, channels.customer_id), ' spent ', spend.amount,
    ' by category and ordered ', channels.orders, ' times by channel, but ', summaries.monetary,
    ' and ', summaries.frequency, ' in all'
) as problem
from spend
full outer join channels
    on spend.customer_id = channels.customer_id
left join {{ ref('input__customer_summaries') }} as summaries
    on coalesce(spend.customer_id, channels.customer_id) = summaries.customer_id
where coalesce(spend.amount, summaries.monetary) is distinct from summaries.monetary
    or coalesce(channels.orders, 0) > summaries.frequency
    or summaries.customer_id is null
