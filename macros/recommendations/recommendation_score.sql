{#
    The score that ranks recommendations. It is the strength of the rule. If the next order is asked
    for, it is multiplied by the demand for the item. It is also multiplied by the repeat weight.
    Tables and functions both use this formula.
#}
{% macro recommendation_score(strength, times_bought, demand='1') -%}
{{ strength }} * {{ demand }} * {{ repeat_weight(times_bought) }}
{%- endmacro %}

{#
    Weight of an item that the customer bought before. It is 1 without purchases (0 or null) and
    grows ever more slowly with each purchase. With repeat_purchase_weight 2, it is 1, 3, 4.2, 5, …
#}
{% macro repeat_weight(times_bought) -%}
(1 + {{ var('repeat_purchase_weight') }} * ln(1 + coalesce({{ times_bought }}, 0)) / ln(2))
{%- endmacro %}
