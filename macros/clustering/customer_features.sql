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

{# Whether a feature is one of the families that each category, or channel, has a feature of. #}
{% macro is_share_or_sum(feature) %}
    {%- do return(modules.re.fullmatch(
        '(category_(share|spend)|channel_(share|orders))_\w+', feature
    ) is not none) -%}
{% endmacro %}
