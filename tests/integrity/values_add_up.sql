-- Expected revenue is the same sum in every public table that has it, and past revenue is that of
-- `customers`. A failure means that two pages would show different figures.
with sums as (

    select
        'customers' as relation,
        sum(expected_revenue) as expected_revenue,
        sum(monetary) as historic_revenue
    from {{ ref('customers') }}

    union all

    select
        'segments' as relation,
        sum(expected_revenue) as expected_revenue,
        sum(revenue) as historic_revenue
    from {{ ref('segments') }}

    union all

    select
        'value_totals' as relation,
        expected_revenue,
        historic_revenue
    from {{ ref('value_totals') }}

),

wanted as (

    select
        sum(expected_revenue) as expected_revenue,
        sum(historic_revenue) as historic_revenue
    from {{ ref('customer_value') }}

)

select concat(
    sums.relation, ' expects ', sums.expected_revenue, ' after ', sums.historic_revenue,
    ', customer_value expects ', wanted.expected_revenue, ' after ', wanted.historic_revenue
) as problem
from sums
cross join wanted
where sums.expected_revenue is distinct from wanted.expected_revenue
    or sums.historic_revenue is distinct from wanted.historic_revenue
