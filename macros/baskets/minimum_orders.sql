{# Number of orders that an itemset needs, given the number of all orders; an integer. #}
{% macro minimum_orders(orders) -%}
greatest(
        ceil({{ orders }} * {{ as_decimal(var('basket_min_support')) }}),
        {{ var('basket_min_orders') }}
    )
{%- endmacro %}
