-- Every customer with an accepted order, or with a summary, is in customers, with a segment. A
-- failure means that somebody drops off between the input and the segments: a map with a gap, a
-- join that loses, or summaries with neither a joined_date nor the var as_of_date to date them.
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
