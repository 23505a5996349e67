{% if dataset() == 'customer_personality' -%}

select
    cast(check_name as varchar) as check_name,
    cast(found as bigint) as found,
    cast(received as bigint) as received,
    cast(revenue as decimal(18, 4)) as revenue
from {{ ref('stg_customer_personality__findings') }}

{%- else -%}

{{ empty_relation({
    'check_name': 'varchar',
    'found': 'bigint',
    'received': 'bigint',
    'revenue': 'decimal(18, 4)',
}) }}

{%- endif %}
