-- Some of the demo's customers were planted to buy a product at even distances. customer_reorders
-- must have each of them, with the planted median of days to within two days. A failure means that
-- a reorder would be announced for the wrong day.
{{ config(enabled=holds_under('demo', {
    'cancellations': 'net',
    'deduplicate': 'auto',
    'excluded_products': none,
    'as_of_date': none,
    'basket_item': 'product',
})) }}

with planted as (

    select
        customer_no,
        sku,
        cast(times as integer) as times,
        cast(median_days as integer) as median_days
    from {{ source('demo_truth', 'rhythms') }}

),

found as (select * from {{ ref('customer_reorders') }})

select concat(
    planted.customer_no, ' buys ', planted.sku, ' every ', planted.median_days, ' days, found ',
    found.times_bought, ' times, every ', found.median_gap_days, ' days'
) as problem
from planted
left join found
    on planted.customer_no = found.customer_id
    and planted.sku = found.product_id
where coalesce(
    found.times_bought <> planted.times
    or abs(found.median_gap_days - planted.median_days) > 2
    or found.due_date is null,
    true
)
