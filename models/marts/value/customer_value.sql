with customers as (select * from {{ ref('int_value__customers') }}),

costs as (select * from {{ ref('int_orders__customer_costs') }}),

ranked as (

    select
        customers.*,
        costs.cost,
        costs.costed_revenue,
        case when customers.expected_revenue is not null then row_number() over (
            order by
                customers.expected_revenue desc nulls last,
                customers.customer_id asc nulls last
        ) end as value_rank,
        count(customers.expected_revenue) over () as ranked_customers
    from customers
    left join costs
        on customers.customer_id = costs.customer_id

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
    cast(costed_revenue - cost as decimal(28, 6)) as historic_margin,
    {{ rounded('cast(costed_revenue as double) / historic_revenue', 9, 6) }} as cost_coverage,
    -- The customer keeps the margin rate of the revenue so far, if enough of it is known.
    case
        when costed_revenue >= {{ var('margin_min_coverage') }} * historic_revenue
            then cast(
                expected_revenue * (cast(costed_revenue - cost as double) / costed_revenue)
                as decimal(28, 6)
            )
    end as expected_margin,
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
