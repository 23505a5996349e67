-- Spending per customer and category, summed over lines or taken from summaries.
with lines as (

    select * from {{ ref('int_cleaning__accepted') }}
    where customer_id is not null
        and category is not null

),

received as (

    select * from {{ ref('input__customer_spend') }}
    where amount > 0

),

summarised as (select * from {{ ref('int_rfm__summaries') }})

select
    customer_id,
    category,
    cast(sum(revenue) as decimal(28, 6)) as revenue
from lines
group by
    customer_id,
    category

union all

select
    received.customer_id,
    {{ tidy('received.category') }} as category,
    cast(sum(received.amount) as decimal(28, 6)) as revenue
from received
inner join summarised
    on received.customer_id = summarised.customer_id
group by
    received.customer_id,
    {{ tidy('received.category') }}
