-- The cleaning of online_retail_clean, with exact duplicates dropped too. A failure means that the
-- rule for duplicates changed.
{{ config(enabled=holds_under('online_retail', {
    'cancellations': 'drop',
    'deduplicate': true,
    'excluded_products': [],
    'guest_orders': 'exclude',
    'as_of_date': none,
})) }}

with order_lines as (

    select * from {{ ref('order_lines') }}

),

actual as (

    select
        count(*) as lines,
        count(distinct customer_id) as customers,
        count(distinct order_id) as invoices,
        sum(revenue) as revenue
    from order_lines

)

{{ differences('online_retail_clean_deduplicated', 'actual') }}
