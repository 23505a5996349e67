-- Online Retail with cancellations dropped, every product and every duplicate kept: the most
-- common cleaning of this dataset. A failure means that a cleaning rule changed.
{{ config(enabled=holds_under('online_retail', {
    'cancellations': 'drop',
    'deduplicate': false,
    'excluded_products': [],
    'guest_orders': 'exclude',
    'as_of_date': none,
})) }}

with figures as (

    {{ figures([
        ('rows', 'count(*)', 397884),
        ('customers', 'count(distinct customer_id)', 4338),
        ('invoices', 'count(distinct order_id)', 18532),
        ('stock codes', 'count(distinct product_id)', 3665),
        ('revenue', 'sum(revenue)', '8911407.9040'),
    ], from=ref('order_lines')) }}

)

{{ differences('figures') }}
