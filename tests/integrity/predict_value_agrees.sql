{{ config(enabled=target.type == 'duckdb') }}

-- predict_value gives every customer the expected orders and revenue of customer_value. A failure
-- means that a score by hand is not the published one.
with histories as (

    select * from {{ ref('int_value__histories') }}
    where is_current

),

given as (

    select
        customer_id,
        orders,
        revenue,
        cast(round(tenure * {{ value_unit_days() }}) as integer) + 1 as days_since_first,
        cast(round((tenure - recency) * {{ value_unit_days() }}) as integer) + 1
            as days_since_last
    from histories

),

predicted as (

    select
        given.customer_id,
        predictions.expected_orders,
        predictions.expected_revenue,
        predictions.probability_alive
    from given
    cross join lateral {{ ref('predict_value').include(database=false) }}(
        given.days_since_last, given.orders, given.days_since_first, given.revenue
    ) as predictions

)

select concat(
    'customer ', customer_value.customer_id, ' is expected to bring ',
    customer_value.expected_revenue, ', predict_value gives ',
    coalesce(cast(predicted.expected_revenue as string), 'null')
) as problem
from {{ ref('customer_value') }} as customer_value
left join predicted
    on customer_value.customer_id = predicted.customer_id
where abs(customer_value.expected_orders - coalesce(predicted.expected_orders, -1)) > 1e-9
    or abs(customer_value.expected_revenue - coalesce(predicted.expected_revenue, -1)) > 0.000002
    or abs(customer_value.probability_alive - coalesce(predicted.probability_alive, -1)) > 1e-9
    or (customer_value.expected_revenue is null and predicted.expected_revenue is not null)
