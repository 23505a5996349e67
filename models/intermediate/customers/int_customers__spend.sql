-- What customers spent by category: added up over their lines, or as their summary says.
with summarised as (

    select spend.*
    from {{ ref('input__customer_spend') }} as spend
    inner join {{ ref('int_customers__summarised') }} as customers
        on spend.customer_id = customers.customer_id

)

select
    customer_id,
    category,
    cast(sum(revenue) as decimal(18, 4)) as revenue
from {{ ref('int_order_lines__accepted') }}
where customer_id is not null
    and category is not null
group by
    customer_id,
    category

union all

select
    customer_id,
    {{ tidy('category') }} as category,
    cast(sum(amount) as decimal(18, 4)) as revenue
from summarised
where amount > 0
group by
    customer_id,
    {{ tidy('category') }}
