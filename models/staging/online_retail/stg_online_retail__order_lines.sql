{{ config(enabled=dataset() == 'online_retail') }}

-- The columns are text first, because the original is an Excel sheet: its dates are serial numbers
-- (days since 1899-12-30), and its CSV exports write them month first.
with raw as (

    select
        cast(InvoiceNo as varchar) as invoice_no,
        cast(CustomerID as varchar) as customer_id,
        cast(StockCode as varchar) as stock_code,
        cast(Description as varchar) as description,
        cast(Country as varchar) as country,
        cast(InvoiceDate as varchar) as invoice_date,
        cast(Quantity as varchar) as quantity,
        cast(UnitPrice as varchar) as unit_price
    from {{ read_file(raw_file('online_retail') or '') }}

),

typed as (

    select
        invoice_no as order_id,
        regexp_replace(customer_id, '\.0+$', '') as customer_id,
        stock_code as product_id,
        description as product_name,
        cast(null as varchar) as category,
        cast(null as varchar) as channel,
        country,
        coalesce(
            try_cast(invoice_date as timestamp),
            try_strptime(invoice_date, '%m/%d/%Y %H:%M'),
            timestamp '1899-12-30 00:00:00'
            + to_seconds(round(try_cast(invoice_date as double) * 86400))
        ) as ordered_at,
        cast(cast(quantity as double) as decimal(18, 3)) as quantity,
        cast(cast(unit_price as double) as decimal(18, 4)) as unit_price,
        invoice_no like 'C%' as is_cancelled
    from raw

)

select
    {{ line_id('order_id', [
        'product_id', 'product_name', 'quantity', 'unit_price', 'ordered_at', 'customer_id',
    ]) }} as order_line_id,
    *
from typed
