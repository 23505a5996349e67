{% set register = ref('input__customers') -%}

-- Who a customer is: what the register says, else the country most of their orders went to.
with register as (

    select * from {{ register }}

),

customers as (

    select customer_id
    from {{ ref('int_rfm__metrics') }}
    where is_current

),

order_countries as (

    select
        customer_id,
        country,
        row_number() over (
            partition by customer_id
            order by count(country) desc nulls last, country asc nulls last
        ) as country_rank
    from {{ ref('int_orders') }}
    where customer_id is not null
    group by
        customer_id,
        country

)

select
    customers.customer_id,
    cast({{ tidy('register.customer_name') }} as varchar) as customer_name,
    cast(coalesce({{ tidy('register.country') }}, order_countries.country) as varchar) as country,
    cast({{ tidy('register.city') }} as varchar) as city,
    register.income,
    register.birth_year,
    register.joined_date
    {%- for column in extension_columns(register) %},
    register.{{ column }}
    {%- endfor %}
from customers
left join order_countries
    on customers.customer_id = order_countries.customer_id
    and order_countries.country_rank = 1
left join register
    on customers.customer_id = register.customer_id
