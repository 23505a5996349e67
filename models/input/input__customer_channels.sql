{# Filled by sources that have customers but no order lines; none of the datasets so far. #}
{{ empty_relation({
    'customer_id': 'varchar',
    'channel': 'varchar',
    'orders': 'integer',
}) }}
