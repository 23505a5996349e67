-- Online Retail as received. A failure means that lines are lost or changed before cleaning. Every
-- later figure would be wrong.
{{ config(enabled=holds_under('online_retail')) }}

with received as (

    select * from {{ ref('input__order_lines') }}

),

actual as (

    select
        count(*) as lines,
        count(distinct order_id) as invoices,
        count(distinct product_id) as stock_codes,
        count(distinct customer_id) as customers,
        count(distinct country) as countries,
        sum(case when customer_id is null then 1 else 0 end) as lines_without_customer,
        sum(case when order_id like 'C%' then 1 else 0 end) as lines_of_c_invoices,
        count(distinct case when order_id like 'C%' then order_id end) as c_invoices,
        count(distinct case when order_id like 'A%' then order_id end) as a_invoices,
        sum(case when quantity <= 0 then 1 else 0 end) as quantity_not_positive,
        sum(case when amount = 0 then 1 else 0 end) as price_zero,
        sum(case when amount < 0 and quantity > 0 then 1 else 0 end) as price_negative,
        count(*) - count(distinct order_line_id) as exact_duplicates,
        sum(case when product_name is null then 1 else 0 end) as lines_without_name,
        min(ordered_at) as first_ordered_at,
        max(ordered_at) as last_ordered_at
    from received

)

{{ differences('online_retail_raw', 'actual') }}
