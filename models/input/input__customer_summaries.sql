{# Filled by sources that have customers but no order lines; none of the datasets so far. #}
{{ empty_relation({
    'customer_id': 'varchar',
    'recency_days': 'integer',
    'frequency': 'integer',
    'monetary': 'decimal(18, 4)',
    'tenure_days': 'integer',
}) }}
