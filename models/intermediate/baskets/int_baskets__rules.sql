-- Of n orders, a contain the antecedent, c contain the consequent, and x contain both. All measures
-- follow from these counts.
{% set most = var('basket_max_items') - 1 %}

with splits as (select * from {{ ref('int_baskets__rule_splits') }}),

p_values as (select * from {{ ref('int_baskets__rule_p_values') }}),

size as (select * from {{ ref('int_baskets__size') }}),

tested as (

    select
        splits.*,
        cast(size.orders as double) as n,
        cast(splits.antecedent_orders as double) as a,
        cast(splits.consequent_orders as double) as c,
        cast(splits.orders as double) as x,
        p_values.p_value,
        p_values.p_value * size.possible_rules <= {{ var('significance_level') }} as is_significant
    from splits
    cross join size
    inner join p_values
        on least(splits.antecedent_orders, splits.consequent_orders) = p_values.rarer_orders
        and greatest(splits.antecedent_orders, splits.consequent_orders) = p_values.other_orders
        and splits.orders = p_values.joint_orders
    where {{ has_min_lift(
        'splits.orders', 'splits.antecedent_orders', 'splits.consequent_orders', 'size.orders'
    ) }}

),

numbered as (

    select
        *,
        {{ code_columns('antecedent_codes', 'antecedent_code', most, most) }},
        {{ list_number('antecedent_codes', most) }} as antecedent_number,
        {{ list_number('consequent_codes', most) }} as consequent_number
    from tested

),

shorter as (

    select
        antecedent_number,
        consequent_number,
        a,
        x
    from numbered
    where item_count < {{ var('basket_max_items') }}

),

redundant as (

    select
        longer.antecedent_number,
        longer.consequent_number
    from numbered as longer
    inner join {{ splits_of(most) }}
        on longer.item_count - len(longer.consequent_codes) = splits.item_count
    inner join shorter
        on longer.consequent_number = shorter.consequent_number
        and {{ side_number('antecedent', 'longer.antecedent_code', most, most) }}
        = shorter.antecedent_number
        and shorter.x * longer.a >= longer.x * shorter.a

)

select
    numbered.antecedent_codes,
    numbered.consequent_codes,
    numbered.item_count,
    numbered.orders,
    numbered.a / numbered.n as antecedent_support,
    numbered.c / numbered.n as consequent_support,
    numbered.x / numbered.n as support,
    numbered.x / numbered.a as confidence,
    numbered.x * numbered.n / (numbered.a * numbered.c) as lift,
    (numbered.x * numbered.n - numbered.a * numbered.c) / (numbered.n * numbered.n) as leverage,
    case
        when numbered.x < numbered.a
            then numbered.a * (numbered.n - numbered.c) / (numbered.n * (numbered.a - numbered.x))
    end as conviction,
    -- If both sides are in every order, the measure is undefined, hence nullif.
    coalesce(
        (numbered.x * numbered.n - numbered.a * numbered.c)
        / nullif(greatest(
            numbered.x * (numbered.n - numbered.a), numbered.a * (numbered.c - numbered.x)
        ), 0),
        0
    ) as zhang,
    numbered.x / (numbered.a + numbered.c - numbered.x) as jaccard,
    numbered.x / sqrt(numbered.a * numbered.c) as cosine,
    (numbered.x / numbered.a + numbered.x / numbered.c) / 2 as kulczynski,
    coalesce(
        (numbered.x * numbered.n - numbered.a * numbered.c)
        / nullif(numbered.a * (numbered.n - numbered.c), 0),
        0
    ) as certainty,
    numbered.p_value,
    numbered.is_significant,
    (numbered.antecedent_number, numbered.consequent_number) in (
        select redundant.* from redundant
    ) as is_redundant
from numbered
