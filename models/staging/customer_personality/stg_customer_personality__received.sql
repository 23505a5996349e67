{{ config(enabled=dataset() == 'customer_personality') }}

with customers as (

    select * from {{ source('customer_personality', 'customers') }}

),

-- Column types depend on the file (Parquet has types, CSV has none), so all columns become text
-- first.
raw as (

    select
        cast(ID as string) as customer_id,
        cast(Year_Birth as string) as birth_year,
        cast(Education as string) as education,
        cast(Marital_Status as string) as marital_status,
        cast(Income as string) as income,
        cast(Kidhome as string) as children,
        cast(Teenhome as string) as teenagers,
        cast(Dt_Customer as string) as joined_date,
        cast(Recency as string) as recency_days,
        cast(MntWines as string) as wines,
        cast(MntFruits as string) as fruits,
        cast(MntMeatProducts as string) as meat,
        cast(MntFishProducts as string) as fish,
        cast(MntSweetProducts as string) as sweets,
        cast(MntGoldProds as string) as gold,
        cast(NumDealsPurchases as string) as deals_purchases,
        cast(NumWebPurchases as string) as web_purchases,
        cast(NumCatalogPurchases as string) as catalogue_purchases,
        cast(NumStorePurchases as string) as store_purchases,
        cast(NumWebVisitsMonth as string) as web_visits,
        cast(AcceptedCmp1 as string) as accepted_1,
        cast(AcceptedCmp2 as string) as accepted_2,
        cast(AcceptedCmp3 as string) as accepted_3,
        cast(AcceptedCmp4 as string) as accepted_4,
        cast(AcceptedCmp5 as string) as accepted_5,
        cast(Response as string) as accepted_last,
        cast(Complain as string) as complained
    from customers

)

select
    nullif({{ trimmed('customer_id') }}, '') as customer_id,
    nullif({{ trimmed('education') }}, '') as education,
    nullif({{ trimmed('marital_status') }}, '') as marital_status,
    cast(cast(nullif({{ trimmed('income') }}, '') as double) as decimal(18, 2)) as income,
    cast(coalesce(
        {{ read_time('joined_date', '%d-%m-%Y') }}, try_cast(joined_date as timestamp)
    ) as date) as joined_date
    {%- for column in [
        'birth_year', 'children', 'teenagers', 'recency_days',
        'deals_purchases', 'web_purchases', 'catalogue_purchases', 'store_purchases', 'web_visits',
        'accepted_1', 'accepted_2', 'accepted_3', 'accepted_4', 'accepted_5', 'accepted_last',
        'complained',
    ] %},
    cast(nullif({{ trimmed(column) }}, '') as integer) as {{ column }}
    {%- endfor %}
    {%- for column in ['wines', 'fruits', 'meat', 'fish', 'sweets', 'gold'] %},
    cast(cast(nullif({{ trimmed(column) }}, '') as double) as decimal(18, 4)) as {{ column }}
    {%- endfor %}
from raw
