-- What of Olist counts, and what is refused and why: together every payment, to the cent. A
-- failure means that what the project calls revenue of Olist changed.
{{ config(enabled=holds_under('olist', {'as_of_date': none, 'excluded_products': none})) }}

with figures as (

    {{ figures([
        ('lines', 'count(*)', 113425),
        ('paid', 'sum(cast(quantity * unit_price as decimal(18, 2)))', '16008872.12'),
    ], from=ref('input__order_lines')) }}

    union all

    {{ figures([
        ('accepted lines', 'count(*)', 112106),
        ('accepted orders', 'count(distinct order_id)', 98206),
        ('accepted', 'cast(sum(revenue) as decimal(18, 2))', '15739137.01'),
        (
            'accepted without items',
            "cast(sum(case when product_id is null then revenue end) as decimal(18, 2))",
            '915.06',
        ),
    ], from=ref('order_lines')) }}

    union all

    {{ figures([
        ('canceled lines', "sum(case when reason = 'cancelled' then 1 end)", 1316),
        (
            'canceled',
            "cast(sum(case when reason = 'cancelled' then revenue end) as decimal(18, 2))",
            '269735.11',
        ),
        ('unpaid lines', "sum(case when reason = 'price_not_positive' then 1 end)", 3),
        ('refused lines', 'count(*)', 1319),
    ], from=ref('rejected_order_lines')) }}

    union all

    {{ figures([
        ('customers', 'count(*)', 94989),
        ('monetary', 'cast(sum(monetary) as decimal(18, 2))', '15739137.01'),
        ('customers with one order', 'sum(case when frequency = 1 then 1 end)', 92101),
    ], from=ref('customers')) }}

)

{{ differences('figures') }}
