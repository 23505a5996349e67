-- Of n orders, a contain the antecedents, c contain the consequents, and x contain both. All
-- measures follow from these counts (rule_measures).
{% set most = var('basket_max_items') - 1 %}
{% set measures = rule_measures('numbered.x', 'numbered.a', 'numbered.c', 'numbered.n') %}

with splits as (select * from {{ ref('int_baskets__rule_splits') }}),

p_values as (select * from {{ ref('int_baskets__rule_p_values') }}),

size as (select * from {{ ref('int_baskets__size') }}),

tested as (

    select
        splits.*,
        size.orders as all_orders,
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
        on longer.item_count - {{ list_size('longer.consequent_codes') }} = splits.item_count
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
    numbered.antecedent_orders,
    numbered.consequent_orders,
    numbered.all_orders,
    {% for name, sql in measures.items() -%}
    {{ sql }} as {{ name }},
    {% endfor -%}
    numbered.p_value,
    numbered.is_significant,
    (numbered.antecedent_number, numbered.consequent_number) in (
        select redundant.* from redundant
    ) as is_redundant
from numbered
