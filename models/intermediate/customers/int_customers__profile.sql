-- The columns of the register. If the register has no country, it is the country with most of the
-- customer's orders.
with registered as (select * from {{ ref('input__customers') }}),

customers as (

    select * from {{ ref('int_rfm__metrics') }}
    where is_current

),

orders as (

    select * from {{ ref('int_orders') }}
    where customer_id is not null

),

order_countries as (

    select
        customer_id,
        country,
        row_number() over (
            partition by customer_id
            order by count(country) desc nulls last, country asc nulls last
        ) as country_rank
    from orders
    group by
        customer_id,
        country

)

select
    customers.customer_id,
    cast({{ tidy('registered.customer_name') }} as string) as customer_name,
    cast(coalesce({{ tidy('registered.country') }}, order_countries.country) as string) as country,
    cast({{ tidy('registered.city') }} as string) as city,
    registered.income,
    registered.birth_year,
    registered.joined_date
    {%- for column in extension_columns(ref('input__customers')) %},
    registered.{{ column }}
    {%- endfor %}
from customers
left join order_countries
    on customers.customer_id = order_countries.customer_id
    and order_countries.country_rank = 1
left join registered
    on customers.customer_id = registered.customer_id
