-- Every customer with an accepted order or a summary is in customers, with a segment. A failure
-- means that a customer is lost between the input and the segments. Causes are a gap in the map, a
-- join that loses rows, or summaries without a date (no joined_date and no var as_of_date).
with expected as (

    select
        customer_id,
        'orders' as has
    from {{ ref('orders') }}
    where customer_id is not null

    union all

    select
        customer_id,
        'a summary' as has
    from {{ ref('input__customer_summaries') }}

)

select concat(
    'customer ', expected.customer_id, ' has ', expected.has, ' but is not in customers'
) as problem
from expected
left join {{ ref('customers') }} as customers
    on expected.customer_id = customers.customer_id
where customers.customer_id is null
group by
    expected.customer_id,
    expected.has
