{{ config(enabled=dataset() == 'custom') }}

with findings as (

    select * from {{ source('custom', 'findings') }}

),

lines as (

    select * from {{ source('custom', 'order_lines') }}

),

compared as (

    select
        amount - {{ exact_product('unit_price', 'quantity') }} as difference,
        -- A price that is rounded to the cent changes the amount by up to half a cent per unit.
        cast(0.005 as decimal(28, 6)) * (abs(quantity) + 1) as tolerance
    from lines

),

costed as (

    select
        coalesce(amount, {{ exact_product('unit_price', 'quantity') }}) as amount,
        {{ exact_product('unit_cost', 'quantity') }} as cost
    from lines
    where unit_cost is not null
        and quantity > 0

)

select
    check_name,
    found,
    received,
    revenue
from findings

union all

select
    'amount_is_not_price_times_quantity' as check_name,
    coalesce(sum(case when abs(difference) > tolerance then 1 else 0 end), 0) as found,
    count(*) as received,
    coalesce(sum(case when abs(difference) > tolerance then difference else 0 end), 0) as revenue
from compared

union all

select
    'sold_below_cost' as check_name,
    coalesce(sum(case when cost > amount then 1 else 0 end), 0) as found,
    count(*) as received,
    coalesce(sum(case when cost > amount then amount else 0 end), 0) as revenue
from costed
where amount > 0
