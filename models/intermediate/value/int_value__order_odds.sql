{{ config(materialized='view') }}

-- The chance of each number of orders of a customer who never leaves (negative binomial), and the
-- chance to stay for so many orders, as logarithms.
with steps as (select * from {{ ref('int_value__order_steps') }})

select
    pair_number,
    orders,
    a,
    b,
    sum(case
        when orders = 0 then shape * ln(1 - share)
        else ln((shape + orders - 1) / orders * share)
    end) over upwards as ln_chance,
    sum(case
        when orders = 0 then 0
        else coalesce(ln((b + orders - 1) / (a + b + orders - 1)), 0)
    end) over upwards as ln_stayed
from steps
window upwards as (
    partition by pair_number
    order by orders asc nulls last
    rows between unbounded preceding and current row
)
