{% if dataset() == 'customer_personality' -%}

select
    nullif(trim(cast(customer_id as varchar)), '') as customer_id,
    nullif(trim(cast(category as varchar)), '') as category,
    cast(amount as decimal(18, 4)) as amount
from {{ ref('stg_customer_personality__customer_spend') }}

{%- else -%}

{{ empty_relation({
    'customer_id': 'varchar',
    'category': 'varchar',
    'amount': 'decimal(18, 4)',
}) }}

{%- endif %}
