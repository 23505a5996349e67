-- The accepted and the refused lines of Olist, with the reasons. Together they hold every payment,
-- to the cent. A failure means that the revenue of Olist changed.
{{ config(enabled=holds_under('olist', {'as_of_date': none, 'excluded_products': none})) }}

with input_lines as (

    select * from {{ ref('input__order_lines') }}

),

order_lines as (

    select * from {{ ref('order_lines') }}

),

rejected_order_lines as (

    select * from {{ ref('rejected_order_lines') }}

),

customers as (

    select * from {{ ref('customers') }}

),

received as (

    select
        count(*) as lines,
        cast(sum(amount) as decimal(18, 2)) as paid
    from input_lines

),

accepted as (

    select
        count(*) as accepted_lines,
        count(distinct order_id) as accepted_orders,
        cast(sum(revenue) as decimal(18, 2)) as accepted,
        cast(sum(case when product_id is null then revenue end) as decimal(18, 2))
            as accepted_without_items
    from order_lines

),

refused as (

    select
        count(*) as refused_lines,
        sum(case when reason = 'cancelled' then 1 else 0 end) as canceled_lines,
        cast(sum(case when reason = 'cancelled' then revenue end) as decimal(18, 2)) as canceled,
        sum(case when reason = 'price_not_positive' then 1 else 0 end) as unpaid_lines
    from rejected_order_lines

),

counted as (

    select
        count(*) as customers,
        cast(sum(monetary) as decimal(18, 2)) as monetary,
        sum(case when frequency = 1 then 1 else 0 end) as customers_with_one_order
    from customers

),

actual as (

    select
        received.*,
        accepted.*,
        refused.*,
        counted.*
    from received
    cross join accepted
    cross join refused
    cross join counted

)

{{ differences('olist_accepted', 'actual') }}
