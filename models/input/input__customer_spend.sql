{% set received = adapter_relation('customer_spend') -%}
{%- if received is not none -%}

with received as (select * from {{ received }})

select
    nullif({{ trimmed('cast(customer_id as string)') }}, '') as customer_id,
    nullif({{ trimmed('cast(category as string)') }}, '') as category,
    cast(amount as decimal(28, 6)) as amount
from received

{%- else -%}

{{ empty_relation({
    'customer_id': 'string',
    'category': 'string',
    'amount': 'decimal(28, 6)',
}) }}

{%- endif %}
