{% if dataset() in ['demo', 'olist', 'customer_personality', 'custom'] or var('customers_model') -%}
{% set customers = (
    ref_by_var('customers_model') if var('customers_model')
    else ref('stg_' ~ dataset() ~ '__customers')
) %}

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
from {{ handed_over('customers') if var('customers_model') else customers }}

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
