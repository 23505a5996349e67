-- What is wrong with first-come scores, in figures: customers with equal frequency get different
-- scores. The default method gives them the same one (integrity/equal_customers_equal_scores).
{{ config(enabled=holds_under('online_retail', peer_a_vars())) }}

with split as (

    select
        frequency,
        count(*) as customers
    from {{ ref('customers') }}
    group by frequency
    having count(distinct f_score) > 1

),

one_order as (

    select
        f_score,
        count(*) as customers
    from {{ ref('customers') }}
    where frequency = 1
    group by f_score

),

figures as (

    {{ figures([('customers on a split frequency', 'sum(customers)', 3008)], from='split') }}

    union all

    {{ figures([
        ('one order, F 1', 'sum(case when f_score = 1 then customers end)', 868),
        ('one order, F 2', 'sum(case when f_score = 2 then customers end)', 625),
        ('one order', 'sum(customers)', 1493),
    ], from='one_order') }}

)

{{ differences('figures') }}
