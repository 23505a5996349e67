{# The features that can be computed as of a past date from the aggregated orders, by name. #}
{% macro snapshot_features() %}
    {%- do return({
        'recency_days': days_between('last_ordered_at', 'as_of_date'),
        'frequency': 'frequency',
        'monetary': 'monetary',
        'average_order_value': 'cast(monetary as double) / frequency',
        'tenure_days': days_between('first_ordered_at', 'as_of_date'),
    }) -%}
{% endmacro %}
