{% if dataset() in ['demo', 'olist'] or var('payments_model') -%}

select
    nullif(trim(cast(order_id as varchar)), '') as order_id,
    lower(trim(cast(payment_type as varchar))) as payment_type,
    cast(amount as decimal(18, 4)) as amount
from {{ handed_over('payments') if var('payments_model')
    else ref('stg_' ~ dataset() ~ '__payments') }}

{%- else -%}

{{ empty_relation({
    'order_id': 'varchar',
    'payment_type': 'varchar',
    'amount': 'decimal(18, 4)',
}) }}

{%- endif %}
