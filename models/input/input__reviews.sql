{% set received = adapter_relation('reviews') -%}
{%- if received is not none -%}

with received as (select * from {{ received }})

select
    nullif({{ trimmed('cast(order_id as string)') }}, '') as order_id,
    cast(score as decimal(5, 2)) as score,
    cast(reviewed_at as timestamp) as reviewed_at
from received

{%- else -%}

{{ empty_relation({
    'order_id': 'string',
    'score': 'decimal(5, 2)',
    'reviewed_at': 'timestamp',
}) }}

{%- endif %}
