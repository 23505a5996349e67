{% set received = adapter_relation('customer_channels') -%}
{%- if received is not none -%}

with received as (select * from {{ received }})

select
    nullif({{ trimmed('cast(customer_id as string)') }}, '') as customer_id,
    nullif({{ trimmed('cast(channel as string)') }}, '') as channel,
    cast(orders as integer) as orders
from received

{%- else -%}

{{ empty_relation({
    'customer_id': 'string',
    'channel': 'string',
    'orders': 'integer',
}) }}

{%- endif %}
