{{ config(enabled=dataset() == 'custom') }}

{%- set source_lines = source('custom', 'order_lines') %}
{%- set columns = ['customer_name', 'country', 'income'] + extension_columns(source_lines) %}

with lines as (

    select * from {{ source_lines }}

),

-- Last values stay in memory while they are chosen, so they are chosen from few rows.
known as (

    select
        customer_id,
        {{ columns | join(',\n        ') }},
        max(ordered_at) as ordered_at
    from lines
    where customer_id is not null
    group by
        customer_id,
        {{ columns | join(',\n        ') }}

)

select
    customer_id,
    cast({{ latest_value('customer_name', 'ordered_at') }} as string) as customer_name,
    cast({{ latest_value('country', 'ordered_at') }} as string) as country,
    cast(null as string) as city,
    cast({{ latest_value('income', 'ordered_at') }} as decimal(18, 2)) as income,
    cast(null as integer) as birth_year,
    cast(null as date) as joined_date
    {%- for column in extension_columns(source_lines) %},
    {{ latest_value(column, 'ordered_at') }} as {{ column }}
    {%- endfor %}
from known
group by customer_id
