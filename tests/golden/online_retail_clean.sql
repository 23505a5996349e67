-- Online Retail with cancellations dropped and every product and duplicate kept. This is the most
-- common cleaning of the dataset. A failure means that a cleaning rule changed.
{{ config(enabled=holds_under('online_retail', {
    'cancellations': 'drop',
    'deduplicate': false,
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
        count(distinct product_id) as stock_codes,
        sum(revenue) as revenue
    from order_lines

)

{{ differences('online_retail_clean', 'actual') }}
