{{ config(enabled=dataset() == 'online_retail') }}

with lines as (

    select * from {{ source('online_retail', 'lines') }}

),

-- Column types depend on the file (Parquet has types, CSV has none), so all columns become text
-- first.
received as (

    select
        cast(InvoiceNo as string) as order_id,
        regexp_replace(cast(CustomerID as string), '[.]0+$', '') as customer_id,
        cast(StockCode as string) as product_id,
        cast(Description as string) as product_name,
        cast(Country as string) as country,
        cast(InvoiceDate as string) as invoice_date,
        cast(Quantity as string) as quantity,
        cast(UnitPrice as string) as unit_price
    from lines

),

typed as (

    select
        order_id,
        customer_id,
        product_id,
        product_name,
        country,
        -- CSV exports of the workbook have dates with the month first, or days since 1899-12-30.
        coalesce(
            try_cast(invoice_date as timestamp),
            {{ read_time('invoice_date', '%m/%d/%Y %H:%M') }},
            {{ add_seconds(
                "timestamp '1899-12-30 00:00:00'",
                'round(try_cast(invoice_date as double) * 86400)',
            ) }}
        ) as ordered_at,
        cast(cast(quantity as double) as decimal(18, 3)) as quantity,
        cast(cast(unit_price as double) as decimal(18, 4)) as unit_price,
        order_id like 'C%' as is_cancelled
    from received

)

select
    {{ line_id('order_id', [
        'product_id', 'product_name', 'quantity', 'unit_price', 'ordered_at', 'customer_id',
    ]) }} as order_line_id,
    order_id,
    customer_id,
    product_id,
    product_name,
    cast(null as string) as category,
    cast(null as string) as channel,
    country,
    ordered_at,
    cast(quantity as decimal(18, 6)) as quantity,
    cast(quantity * unit_price as decimal(28, 6)) as amount,
    cast(null as decimal(28, 6)) as refunded_amount,
    cast(null as decimal(28, 6)) as discount_amount,
    cast(null as string) as currency,
    cast(null as decimal(28, 6)) as unit_cost,
    is_cancelled
from typed
