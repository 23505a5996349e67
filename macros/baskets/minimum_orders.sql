{# How many orders a set needs where there are so many in all: a whole number. #}
{% macro minimum_orders(orders) -%}
greatest(
        ceil({{ orders }} * {{ as_decimal(var('basket_min_support')) }}),
        {{ var('basket_min_orders') }}
    )
{%- endmacro %}
