-- The same cleaning with exact duplicates dropped as well. A failure means that the rule for
-- duplicates changed.
{{ config(enabled=holds_under('online_retail', {
    'cancellations': 'drop',
    'deduplicate': true,
    'excluded_products': [],
    'guest_orders': 'exclude',
    'as_of_date': none,
})) }}

with figures as (

    {{ figures([
        ('rows', 'count(*)', 392692),
        ('customers', 'count(distinct customer_id)', 4338),
        ('invoices', 'count(distinct order_id)', 18532),
        ('revenue', 'sum(revenue)', '8887208.8940'),
    ], from=ref('order_lines')) }}

)

{{ differences('figures') }}
