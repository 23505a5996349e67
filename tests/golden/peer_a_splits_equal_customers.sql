-- First-come scores give customers with equal frequency different scores, and this test counts
-- them. The default method gives them equal scores (integrity/equal_customers_equal_scores). A
-- failure means that the compatibility mode no longer reproduces the published method.
{{ config(enabled=holds_under('online_retail', peer_a_vars())) }}

with customers as (

    select * from {{ ref('customers') }}

),

split_frequencies as (

    select
        frequency,
        count(*) as customers
    from customers
    group by frequency
    having count(distinct f_score) > 1

),

split_customers as (

    select sum(customers) as on_a_split_frequency
    from split_frequencies

),

customers_of_one_order as (

    select
        count(*) as with_one_order,
        sum(case when f_score = 1 then 1 else 0 end) as with_one_order_and_f_1,
        sum(case when f_score = 2 then 1 else 0 end) as with_one_order_and_f_2
    from customers
    where frequency = 1

),

actual as (

    select
        split_customers.*,
        customers_of_one_order.*
    from split_customers
    cross join customers_of_one_order

)

{{ differences('peer_a_splits_equal_customers', 'actual') }}
