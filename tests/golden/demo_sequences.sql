-- The demo's sequences were planted as a product that many customers buy some weeks after another.
-- Each must be significant, with a lift above 1.5, nine tenths of its customers and a median in its
-- days. No other sequence may be significant. A failure means that sequences miss what is planted,
-- or call chance a sequence.
{{ config(enabled=holds_under('demo', {
    'cancellations': 'net',
    'deduplicate': 'auto',
    'guest_orders': 'exclude',
    'excluded_products': none,
    'as_of_date': none,
    'basket_item': 'product',
    'basket_min_orders': 5,
    'sequence_days': 90,
    'sequence_min_support': 0.02,
    'significance_level': 0.05,
})) }}

with planted as (

    select
        sequence,
        first_sku,
        then_sku,
        cast(fewest_days as integer) as fewest_days,
        cast(most_days as integer) as most_days,
        cast(customers as integer) as customers
    from {{ source('demo_truth', 'sequences') }}

),

found as (

    select * from {{ ref('product_sequences') }}
    where is_significant

)

select concat(
    planted.sequence, ' is not found: ', found.customers, ' customers, lift ', found.lift,
    ', median of ', found.median_gap_days, ' days'
) as problem
from planted
left join found
    on planted.first_sku = found.antecedent_id
    and planted.then_sku = found.consequent_id
where coalesce(
    found.customers < 0.9 * planted.customers
    or found.lift < 1.5
    or found.median_gap_days < planted.fewest_days
    or found.median_gap_days > planted.most_days,
    true
)

union all

select
    concat('chance is called significant: ', found.antecedent_name, ' then ', found.consequent_name)
        as problem
from found
left join planted
    on found.antecedent_id = planted.first_sku
    and found.consequent_id = planted.then_sku
where planted.sequence is null
