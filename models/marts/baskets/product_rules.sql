-- The best rules that start from a single product, for looking up one product. They can lead to
-- categories, but do not start from one, unless baskets have nothing else.
with rules as (

    select * from {{ ref('association_rules') }}
    where is_significant

),

single as (

    select
        {{ joined_text('antecedents') }} as product_id,
        antecedent_names as product_name,
        rule_id,
        rule_rank,
        consequent_names,
        consequent_levels,
        orders,
        support,
        confidence,
        lift
    from rules
    where {{ list_size('antecedents') }} = 1
        and {{ list_element('antecedent_levels', 1) }} = '{{ finest_level() }}'

),

ranked as (

    select
        single.*,
        row_number() over (
            partition by single.product_id
            order by single.rule_rank asc nulls last
        ) as rule_place
    from single

)

select
    cast(product_id as string) as product_id,
    product_name,
    cast(rule_place as integer) as rule_place,
    rule_id,
    consequent_names,
    consequent_levels,
    orders,
    support,
    confidence,
    lift
from ranked
where rule_place <= 10
order by
    product_id,
    rule_place
