{# Filled by sources that have customers but no order lines; none of the datasets so far. #}
{{ empty_relation({
    'customer_id': 'varchar',
    'category': 'varchar',
    'amount': 'decimal(18, 4)',
}) }}
