{% set received = adapter_relation('customer_summaries') -%}
{%- if received is not none -%}

with received as (select * from {{ received }})

select
    nullif({{ trimmed('cast(customer_id as string)') }}, '') as customer_id,
    cast(recency_days as integer) as recency_days,
    cast(frequency as integer) as frequency,
    cast(monetary as decimal(28, 6)) as monetary,
    cast(tenure_days as integer) as tenure_days
from received

{%- else -%}

{{ empty_relation({
    'customer_id': 'string',
    'recency_days': 'integer',
    'frequency': 'integer',
    'monetary': 'decimal(28, 6)',
    'tenure_days': 'integer',
}) }}

{%- endif %}
