-- The demo's bundles were planted as products that are bought together. Any two products of a
-- bundle must make a significant rule in both directions, with a lift above five. Every
-- significant rule must contain such a pair. A failure means that rules miss planted bundles, or
-- find others.
{{ config(enabled=holds_under('demo', {
    'cancellations': 'net',
    'deduplicate': 'auto',
    'guest_orders': 'exclude',
    'excluded_products': none,
    'as_of_date': none,
    'basket_item': 'product',
    'basket_min_support': 0.001,
    'basket_min_orders': 5,
    'basket_min_confidence': 0.1,
    'basket_min_lift': 1,
    'basket_max_items': 3,
    'significance_level': 0.05,
})) }}

with bundles as (

    select * from {{ source('demo_truth', 'bundles') }}

),

planted as (

    select
        first_products.sku as first_sku,
        second_products.sku as second_sku
    from bundles as first_products
    inner join bundles as second_products
        on first_products.bundle = second_products.bundle
        and first_products.sku != second_products.sku

),

rules as (

    select * from {{ ref('association_rules') }}

),

unfounded as (

    select rules.rule_id
    from rules
    left join planted
        on (
            array_contains(rules.antecedents, planted.first_sku)
            or array_contains(rules.consequents, planted.first_sku)
        )
        and (
            array_contains(rules.antecedents, planted.second_sku)
            or array_contains(rules.consequents, planted.second_sku)
        )
    where rules.is_significant
        and planted.first_sku is null

)

select concat('no significant rule from ', planted.first_sku, ' to ', planted.second_sku) as problem
from planted
left join rules
    on rules.antecedents = {{ list_of(['planted.first_sku']) }}
    and rules.consequents = {{ list_of(['planted.second_sku']) }}
    and rules.is_significant
    and rules.lift > 5
where rules.rule_id is null

union all

select
    concat('chance is called significant: ', rules.antecedent_names, ' to ', rules.consequent_names)
        as problem
from unfounded
inner join rules
    on unfounded.rule_id = rules.rule_id
