{{ config(enabled=dataset() == 'custom') }}

with lines as (select * from {{ source('custom', 'order_lines') }}),

completed as (

    select
        order_line_id,
        case
            when order_id is not null then order_id
            when customer_id is not null then concat(
                customer_id,
                '-',
                coalesce(replace(cast(cast(ordered_at as date) as string), '-', ''), 'undated')
            )
        end as order_id,
        customer_id,
        product_id,
        product_name,
        category,
        channel,
        country,
        ordered_at,
        quantity,
        -- The received amount is exact. Price × quantity is not, because it ignores discounts.
        coalesce(amount, {{ exact_product('unit_price', 'quantity') }}) as amount,
        refunded_amount,
        discount_amount,
        currency,
        unit_cost,
        is_cancelled
    from lines

)

-- order_line_id is null if the source has none, and order_id if the line of a guest has none. The
-- input model fills them in (has_lines_without_ids).
select * from completed
