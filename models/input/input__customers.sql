{% if dataset() in ['demo', 'olist', 'custom'] -%}
{% set customers = ref('stg_' ~ dataset() ~ '__customers') %}

select
    nullif(trim(cast(customer_id as varchar)), '') as customer_id,
    cast(customer_name as varchar) as customer_name,
    cast(country as varchar) as country,
    cast(city as varchar) as city,
    cast(income as decimal(18, 2)) as income,
    cast(birth_year as integer) as birth_year,
    cast(joined_date as date) as joined_date
    {%- for column in extension_columns(customers) %},
    {{ column }}
    {%- endfor %}
from {{ customers }}

{%- else -%}

{{ empty_relation({
    'customer_id': 'varchar',
    'customer_name': 'varchar',
    'country': 'varchar',
    'city': 'varchar',
    'income': 'decimal(18, 2)',
    'birth_year': 'integer',
    'joined_date': 'date',
}) }}

{%- endif %}
