-- Of n orders a hold the antecedent, c the consequent and x both: every measure follows from them.
with tested as (

    select
        splits.*,
        cast(size.orders as double) as n,
        cast(splits.antecedent_orders as double) as a,
        cast(splits.consequent_orders as double) as c,
        cast(splits.orders as double) as x,
        p_values.p_value,
        p_values.p_value * size.possible_rules <= {{ var('significance_level') }} as is_significant
    from {{ ref('int_rules__splits') }} as splits
    cross join {{ ref('int_baskets__size') }} as size
    inner join {{ ref('int_rules__p_values') }} as p_values
        on least(splits.antecedent_orders, splits.consequent_orders) = p_values.rarer_orders
        and greatest(splits.antecedent_orders, splits.consequent_orders) = p_values.other_orders
        and splits.orders = p_values.joint_orders
    where {{ has_min_lift(
        'splits.orders', 'splits.antecedent_orders', 'splits.consequent_orders', 'size.orders'
    ) }}

),

redundant as (

    select distinct
        longer.antecedent_codes,
        longer.consequent_codes
    from tested as longer
    inner join {{ splits_of(var('basket_max_items') - 1) }}
        on longer.item_count - len(longer.consequent_codes) = splits.item_count
    inner join tested as shorter
        on longer.consequent_codes = shorter.consequent_codes
        and {{ elements_at('longer.antecedent_codes', 'splits.antecedent_places') }}
        = shorter.antecedent_codes
        and shorter.x * longer.a >= longer.x * shorter.a

)

select
    tested.antecedent_codes,
    tested.consequent_codes,
    tested.item_count,
    tested.orders,
    tested.a / tested.n as antecedent_support,
    tested.c / tested.n as consequent_support,
    tested.x / tested.n as support,
    tested.x / tested.a as confidence,
    tested.x * tested.n / (tested.a * tested.c) as lift,
    (tested.x * tested.n - tested.a * tested.c) / (tested.n * tested.n) as leverage,
    case
        when tested.x < tested.a
            then tested.a * (tested.n - tested.c) / (tested.n * (tested.a - tested.x))
    end as conviction,
    -- nullif: both are certain, and nothing can be told of them.
    coalesce(
        (tested.x * tested.n - tested.a * tested.c)
        / nullif(greatest(
            tested.x * (tested.n - tested.a), tested.a * (tested.c - tested.x)
        ), 0),
        0
    ) as zhang,
    tested.x / (tested.a + tested.c - tested.x) as jaccard,
    tested.x / sqrt(tested.a * tested.c) as cosine,
    (tested.x / tested.a + tested.x / tested.c) / 2 as kulczynski,
    coalesce(
        (tested.x * tested.n - tested.a * tested.c)
        / nullif(tested.a * (tested.n - tested.c), 0),
        0
    ) as certainty,
    tested.p_value,
    tested.is_significant,
    redundant.antecedent_codes is not null as is_redundant
from tested
left join redundant
    on tested.antecedent_codes = redundant.antecedent_codes
    and tested.consequent_codes = redundant.consequent_codes
