{#
    How much more an item counts that the customer bought so many times before: not at all after
    none, and more with each time, but ever less so. With a weight of 2: 1, 3, 4.2, 5, …
#}
{% macro repeat_weight(times) -%}
(1 + {{ var('repeat_purchase_weight') }} * ln(1 + {{ times }}) / ln(2))
{%- endmacro %}
