{# The features that every dataset has, by name, and where they come from. #}
{% macro customer_features() %}
    {%- do return({
        'recency_days': 'scores.recency_days',
        'frequency': 'scores.frequency',
        'monetary': 'scores.monetary',
        'average_order_value': 'scores.monetary / scores.frequency',
        'tenure_days': 'scores.tenure_days',
        'category_count': 'habits.category_count',
        'product_count': 'habits.product_count',
        'average_review_score': 'habits.average_review_score',
        'income': 'profile.income',
    }) -%}
{% endmacro %}
