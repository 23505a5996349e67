{# The features that every dataset has, by name, with their columns. #}
{% macro customer_features() %}
    {%- do return({
        'recency_days': 'scores.recency_days',
        'frequency': 'scores.frequency',
        'monetary': 'scores.monetary',
        'average_order_value': 'cast(scores.monetary as double) / scores.frequency',
        'tenure_days': 'scores.tenure_days',
        'category_count': 'habits.category_count',
        'product_count': 'habits.product_count',
        'average_review_score': 'habits.average_review_score',
        'income': 'profile.income',
    }) -%}
{% endmacro %}

{# Whether a feature belongs to a family with one feature per category or channel. #}
{% macro is_share_or_sum(feature) %}
    {%- do return(modules.re.fullmatch(
        '(category_(share|spend)|channel_(share|orders))_\w+', feature
    ) is not none) -%}
{% endmacro %}
