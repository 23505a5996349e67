{% if dataset() != 'customer_personality' -%}

select
    nullif(trim(cast(order_line_id as varchar)), '') as order_line_id,
    nullif(trim(cast(order_id as varchar)), '') as order_id,
    nullif(trim(cast(customer_id as varchar)), '') as customer_id,
    nullif(trim(cast(product_id as varchar)), '') as product_id,
    cast(product_name as varchar) as product_name,
    cast(category as varchar) as category,
    cast(channel as varchar) as channel,
    cast(country as varchar) as country,
    cast(ordered_at as timestamp) as ordered_at,
    cast(quantity as decimal(18, 3)) as quantity,
    cast(unit_price as decimal(18, 4)) as unit_price,
    coalesce(cast(is_cancelled as boolean), false) as is_cancelled
from {{ handed_over('order_lines') if var('order_lines_model')
    else ref('stg_' ~ dataset() ~ '__order_lines') }}

{%- else -%}

{{ empty_relation({
    'order_line_id': 'varchar',
    'order_id': 'varchar',
    'customer_id': 'varchar',
    'product_id': 'varchar',
    'product_name': 'varchar',
    'category': 'varchar',
    'channel': 'varchar',
    'country': 'varchar',
    'ordered_at': 'timestamp',
    'quantity': 'decimal(18, 3)',
    'unit_price': 'decimal(18, 4)',
    'is_cancelled': 'boolean',
}) }}

{%- endif %}
