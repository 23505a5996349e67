-- The accepted lines, net of returns, with one spelling per text.
with settled as (

    select * from {{ ref('int_cleaning__settled') }}
    where reason is null

),

product_names as (select * from {{ ref('int_cleaning__product_names') }}),

spellings as (select * from {{ ref('int_cleaning__spellings') }})

select
    settled.order_line_id,
    settled.order_id,
    settled.customer_id,
    settled.product_id,
    product_names.product_name,
    categories.spelling as category,
    channels.spelling as channel,
    countries.spelling as country,
    settled.ordered_at,
    cast(coalesce(settled.quantity, 0) as decimal(18, 6)) as received_quantity,
    settled.cancelled_quantity,
    cast(coalesce(settled.quantity, 0) - settled.cancelled_quantity as decimal(18, 6)) as quantity,
    cast(settled.worth / nullif(settled.quantity, 0) as decimal(28, 6)) as unit_price,
    settled.unit_cost_worth as unit_cost,
    -- A line without units has money but no goods, so unit_cost says nothing about its cost. The
    -- test for null saves the multiplication where no cost is mapped.
    case
        when settled.unit_cost_worth is not null and settled.quantity > 0 then
            {{ exact_product(
                'settled.unit_cost_worth', '(settled.quantity - settled.cancelled_quantity)'
            ) }}
    end as cost,
    settled.worth as received_revenue,
    settled.cancelled_amount as cancelled_revenue,
    cast(settled.worth - settled.cancelled_amount as decimal(28, 6)) as revenue
from settled
left join product_names
    on settled.product_id = product_names.product_id
left join spellings as categories
    on categories.field = 'category'
    and settled.category = categories.received
left join spellings as channels
    on channels.field = 'channel'
    and settled.channel = channels.received
left join spellings as countries
    on countries.field = 'country'
    and settled.country = countries.received
order by
    settled.ordered_at,
    settled.order_line_id
