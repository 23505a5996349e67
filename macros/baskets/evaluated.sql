{# How many items are ranked for each case: what is published, and what is evaluated. #}
{% macro recommendation_depth() -%}
    {%- do return([var('recommendations_per_customer'), evaluated_ks() | max] | max) -%}
{%- endmacro %}

{# The lengths of list that recommendation_evaluation measures. #}
{% macro evaluated_ks() %}
    {%- do return([1, 3, 6, 10]) -%}
{% endmacro %}

{# The strategies that it compares: the last two are this project's own. #}
{% macro evaluated_strategies() %}
    {%- do return([
        'popularity', 'segment_favourites', 'rules_by_confidence', 'rules_by_lift', 'item_cosine',
        'production_anonymous', 'production',
    ]) -%}
{% endmacro %}
