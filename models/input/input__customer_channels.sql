{% if dataset() == 'customer_personality' -%}

select
    nullif(trim(cast(customer_id as varchar)), '') as customer_id,
    nullif(trim(cast(channel as varchar)), '') as channel,
    cast(orders as integer) as orders
from {{ ref('stg_customer_personality__customer_channels') }}

{%- else -%}

{{ empty_relation({
    'customer_id': 'varchar',
    'channel': 'varchar',
    'orders': 'integer',
}) }}

{%- endif %}
