{% if dataset() in ['demo', 'olist'] -%}

select
    nullif(trim(cast(order_id as varchar)), '') as order_id,
    cast(score as decimal(5, 2)) as score,
    cast(reviewed_at as timestamp) as reviewed_at
from {{ ref('stg_' ~ dataset() ~ '__reviews') }}

{%- else -%}

{{ empty_relation({
    'order_id': 'varchar',
    'score': 'decimal(5, 2)',
    'reviewed_at': 'timestamp',
}) }}

{%- endif %}
