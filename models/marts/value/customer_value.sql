with customers as (select * from {{ ref('int_value__customers') }}),

ranked as (

    select
        *,
        case when expected_revenue is not null then row_number() over (
            order by expected_revenue desc nulls last, customer_id asc nulls last
        ) end as value_rank,
        count(expected_revenue) over () as ranked_customers
    from customers

)

select
    customer_id,

    expected_orders,
    orders_low as expected_orders_low,
    orders_high as expected_orders_high,
    expected_revenue,
    revenue_low as expected_revenue_low,
    revenue_high as expected_revenue_high,
    historic_revenue,
    cast(historic_revenue + expected_revenue as decimal(28, 6)) as total_value,
    probability_alive,
    next_order_expected_at,

    cast(value_rank as integer) as value_rank,
    cast(ceil(10 * value_rank / ranked_customers) as integer) as value_decile,
    withheld_reason,
    alive_reason
from ranked
order by
    value_rank asc nulls last,
    customer_id asc nulls last
