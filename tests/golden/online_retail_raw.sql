-- What Online Retail holds as received. A failure means that lines are lost or changed before the
-- cleaning sees them: every figure after it would be wrong.
{{ config(enabled=holds_under('online_retail')) }}

with lines as (

    select * from {{ ref('int_order_lines__numbered') }}

),

figures as (

    {{ figures([
        ('rows', 'count(*)', 541909),
        ('invoices', 'count(distinct order_id)', 25900),
        ('stock codes', 'count(distinct product_id)', 4070),
        ('customers', 'count(distinct customer_id)', 4372),
        ('countries', 'count(distinct country)', 38),
        ('rows without customer', 'sum(case when customer_id is null then 1 else 0 end)', 135080),
        ('rows of C invoices', "sum(case when order_id like 'C%' then 1 else 0 end)", 9288),
        ('C invoices', "count(distinct case when order_id like 'C%' then order_id end)", 3836),
        ('A invoices', "count(distinct case when order_id like 'A%' then order_id end)", 3),
        ('quantity not positive', 'sum(case when quantity <= 0 then 1 else 0 end)', 10624),
        ('price not positive', 'sum(case when unit_price <= 0 then 1 else 0 end)', 2517),
        ('price negative', 'sum(case when unit_price < 0 then 1 else 0 end)', 2),
        ('exact duplicates', 'sum(case when copy_number > 1 then 1 else 0 end)', 5268),
        ('rows without name', 'sum(case when product_name is null then 1 else 0 end)', 1454),
        ('first', 'min(ordered_at)', '2010-12-01 08:26:00'),
        ('last', 'max(ordered_at)', '2011-12-09 12:50:00'),
    ], from='lines') }}

)

{{ differences('figures') }}
