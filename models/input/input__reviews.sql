{% if dataset() in ['demo', 'olist'] or var('reviews_model') -%}

select
    nullif(trim(cast(order_id as varchar)), '') as order_id,
    cast(score as decimal(5, 2)) as score,
    cast(reviewed_at as timestamp) as reviewed_at
from {{ handed_over('reviews') if var('reviews_model') else ref('stg_' ~ dataset() ~ '__reviews') }}

{%- else -%}

{{ empty_relation({
    'order_id': 'varchar',
    'score': 'decimal(5, 2)',
    'reviewed_at': 'timestamp',
}) }}

{%- endif %}
