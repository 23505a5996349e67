-- If time played no part, either item would come first for half of the customers. The exact test is
-- one-sided and binomial: the probability of x customers or more of n.
with counts as (select * from {{ ref('int_baskets__sequence_counts') }}),

first_days as (select * from {{ ref('int_baskets__first_days') }}),

size as (

    select
        count(distinct item_code) as items,
        max(all_customers) as all_customers
    from first_days

),

directed as (

    select
        first_code as antecedent_code,
        second_code as consequent_code,
        first_before_second as customers,
        second_before_first as reverse_customers
    from counts

    union all

    select
        second_code as antecedent_code,
        first_code as consequent_code,
        second_before_first as customers,
        first_before_second as reverse_customers
    from counts

),

-- The other direction of a pair cannot be significant.
candidates as (

    select
        *,
        cast(customers as double) as x,
        cast(customers + reverse_customers as double) as n
    from directed
    where customers > reverse_customers
        and customers >= {{ var('basket_min_orders') }}

),

tested as (

    select
        *,
        least(1, exp(
            {{ ln_factorial('n') }} - {{ ln_factorial('x') }} - {{ ln_factorial('n - x') }}
            + n * ln(0.5)
        ) * {{ nested_sum(
            '((n - x - step) / (x + step + 1))',
            'cast(n - x as bigint)'
        ) }}) as p_value
    from candidates

)

-- Both directions of every pair of frequent items could have been found, so all of them count.
select
    tested.antecedent_code,
    tested.consequent_code,
    tested.customers,
    tested.reverse_customers,
    size.all_customers,
    tested.p_value,
    tested.p_value * size.items * (size.items - 1) <= {{ var('significance_level') }}
        as is_significant
from tested
cross join size
