-- One-sided Fisher's exact test. It is the probability that two independent itemsets, in a and b of
-- n orders, occur together in x orders or more. A rule and its reverse have the same counts and
-- share one test.
with splits as (select * from {{ ref('int_baskets__rule_splits') }}),

size as (select * from {{ ref('int_baskets__size') }}),

counts as (

    select distinct
        least(splits.antecedent_orders, splits.consequent_orders) as rarer_orders,
        greatest(splits.antecedent_orders, splits.consequent_orders) as other_orders,
        splits.orders as joint_orders,
        size.orders as all_orders
    from splits
    cross join size

),

numbers as (

    select
        rarer_orders,
        other_orders,
        joint_orders,
        cast(rarer_orders as double) as a,
        cast(other_orders as double) as b,
        cast(joint_orders as double) as x,
        cast(all_orders as double) as n
    from counts

),

-- Terms beyond ten standard deviations and forty steps are too small to change a double.
first_terms as (

    select
        *,
        exp(
            {{ ln_factorial('a') }} + {{ ln_factorial('n - a') }}
            + {{ ln_factorial('b') }} + {{ ln_factorial('n - b') }}
            - {{ ln_factorial('n') }} - {{ ln_factorial('x') }}
            - {{ ln_factorial('a - x') }} - {{ ln_factorial('b - x') }}
            - {{ ln_factorial('n - a - b + x') }}
        ) as probability_of_x,
        cast(least(
            a - x,
            ceil(
                greatest(a * b / n - x, 0) + 10 * sqrt(a * b / n * (n - a) / n * (n - b) / n) + 40
            )
        ) as bigint) as terms
    from numbers

)

-- Each probability follows from the one before by a ratio.
select
    rarer_orders,
    other_orders,
    joint_orders,
    least(1, probability_of_x * {{ nested_sum(
        '((a - x - step) * (b - x - step) / ((x + step + 1) * (n - a - b + x + step + 1)))',
        'terms'
    ) }}) as p_value
from first_terms
