with customers as (select * from {{ ref('customer_value') }}),

deciles as (

    select
        value_decile,
        count(*) as customers,
        sum(historic_revenue) as historic_revenue,
        sum(expected_revenue) as expected_revenue,
        sum(cast(expected_orders as decimal(28, 9))) as expected_orders
    from customers
    where value_decile is not null
    group by value_decile

)

select
    value_decile,
    cast(customers as integer) as customers,
    cast(historic_revenue as decimal(28, 6)) as historic_revenue,
    cast(expected_revenue as decimal(28, 6)) as expected_revenue,
    cast(expected_orders as double) as expected_orders,
    {{ rounded(
        'cast(expected_revenue as double) / nullif(sum(expected_revenue) over (), 0)', 9, 6
    ) }}
        as expected_revenue_share
from deciles
order by value_decile
