with rules as (

    select * from {{ ref('int_baskets__rules') }}
    {%- if var('published_rules') != 'all' %}
    where is_significant
        and not is_redundant
    {%- endif %}

),

dictionary as (select * from {{ ref('int_baskets__dictionary') }}),

named as (

    select
        {{ elements_at('dictionary.items', 'rules.antecedent_codes') }} as antecedents,
        {{ elements_at('dictionary.items', 'rules.consequent_codes') }} as consequents,
        {{ elements_at('dictionary.item_names', 'rules.antecedent_codes') }} as antecedent_names,
        {{ elements_at('dictionary.item_names', 'rules.consequent_codes') }} as consequent_names,
        {{ elements_at('dictionary.item_levels', 'rules.antecedent_codes') }} as antecedent_levels,
        {{ elements_at('dictionary.item_levels', 'rules.consequent_codes') }} as consequent_levels,
        rules.*
    from rules
    cross join dictionary

)

select
    cast(substr(
        md5({{ items_text([
            ('antecedents', 'antecedent_levels'), ('consequents', 'consequent_levels')
        ]) }}), 1, 16
    ) as string) as rule_id,
    antecedents,
    consequents,
    cast({{ joined_text('antecedent_names') }} as string) as antecedent_names,
    cast({{ joined_text('consequent_names') }} as string) as consequent_names,
    antecedent_levels,
    consequent_levels,
    orders,
    antecedent_orders,
    consequent_orders,
    all_orders,
    antecedent_support,
    consequent_support,
    support,
    confidence,
    lift,
    leverage,
    conviction,
    zhang,
    jaccard,
    cosine,
    kulczynski,
    certainty,
    p_value,
    is_significant,
    is_redundant,
    cast(row_number() over (
        order by
            confidence * cosine desc nulls last,
            orders desc nulls last,
            antecedent_codes asc nulls last,
            consequent_codes asc nulls last
    ) as integer) as rule_rank
from named
order by rule_rank
