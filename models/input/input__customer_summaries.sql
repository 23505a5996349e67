{% if dataset() == 'customer_personality' -%}

select
    nullif(trim(cast(customer_id as varchar)), '') as customer_id,
    cast(recency_days as integer) as recency_days,
    cast(frequency as integer) as frequency,
    cast(monetary as decimal(18, 4)) as monetary,
    cast(tenure_days as integer) as tenure_days
from {{ ref('stg_customer_personality__customer_summaries') }}

{%- else -%}

{{ empty_relation({
    'customer_id': 'varchar',
    'recency_days': 'integer',
    'frequency': 'integer',
    'monetary': 'decimal(18, 4)',
    'tenure_days': 'integer',
}) }}

{%- endif %}
