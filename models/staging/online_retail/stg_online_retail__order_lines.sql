{{ config(enabled=dataset() == 'online_retail') }}

with raw as (

    select * from read_parquet('{{ raw_file("online_retail") }}')

),

renamed as (

    select
        cast(InvoiceNo as varchar) as order_id,
        cast(CustomerID as varchar) as customer_id,
        cast(StockCode as varchar) as product_id,
        cast(Description as varchar) as product_name,
        cast(null as varchar) as category,
        cast(null as varchar) as channel,
        cast(Country as varchar) as country,
        cast(InvoiceDate as timestamp) as ordered_at,
        cast(Quantity as decimal(18, 3)) as quantity,
        cast(UnitPrice as decimal(18, 4)) as unit_price,
        cast(InvoiceNo as varchar) like 'C%' as is_cancelled
    from raw

)

select
    {{ line_id('order_id', [
        'product_id', 'product_name', 'quantity', 'unit_price', 'ordered_at', 'customer_id',
    ]) }} as order_line_id,
    *
from renamed
