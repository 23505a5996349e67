-- The sales from which a return or a deduction of their order may be deducted. worth is the money
-- paid, which is the amount minus the discount of the line. Some shops write a deduction with a
-- minus.
with judged as (

    select * from {{ ref('int_cleaning__judged') }}
    where broken_rule is null

),

-- An import of its own: the database would keep a copy of lines that two steps read.
lines_of_orders as (select * from {{ ref('int_cleaning__judged') }}),

returns as (select * from {{ ref('int_cleaning__returns') }}),

touched_orders as (

    select order_id
    from returns

    union

    select order_id
    from lines_of_orders
    where broken_rule is null
        and (discount_worth <> 0 or refunded_worth <> 0)

),

touched_products as (

    select distinct
        customer_id,
        product_key
    from returns

),

touched as (

    select judged.*
    from judged
    left join touched_orders
        on judged.order_id = touched_orders.order_id
    left join touched_products
        on judged.customer_id = touched_products.customer_id
        and coalesce(judged.product_id, '') = touched_products.product_key
    where touched_orders.order_id is not null
        or touched_products.customer_id is not null

),

deductions as (

    select
        *,
        {%- if var('cancellations') == 'net' %}
        abs(coalesce(refunded_worth, 0)) as refund,
        {%- else %}
        0 as refund,
        {%- endif %}
        abs(coalesce(discount_worth, 0)) as discount
    from touched

)

-- A deduction that exceeds its line applies to the whole order.
select
    order_line_id,
    order_id,
    customer_id,
    coalesce(product_id, '') as product_key,
    ordered_at as sold_at,
    cast(coalesce(quantity, 0) as decimal(18, 6)) as quantity,
    cast(case when discount between 0 and worth then worth - discount else worth end
        as decimal(28, 6)) as worth,
    {{ rounded('cast(worth as double) / nullif(quantity, 0)', 28, 10) }} as price,
    cast(case when discount between 0 and worth then discount else 0 end as decimal(28, 6))
        as line_discount,
    cast(case when refund between 0 and worth then refund else 0 end as decimal(28, 6))
        as line_refund,
    cast(
        case when discount > worth then discount else 0 end
        + case when refund > worth then refund else 0 end as decimal(28, 6)
    ) as order_deduction
from deductions
