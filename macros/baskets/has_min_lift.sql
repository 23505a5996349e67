{#
    Whether two sets of some orders each meet in enough of all orders for basket_min_lift. In whole
    numbers, so that a lift of exactly the least is not lost to rounding.
#}
{% macro has_min_lift(joint, first, second, total) -%}
cast({{ joint }} as decimal(20, 0)) * {{ total }}
        >= {{ as_decimal(var('basket_min_lift')) }} * {{ first }} * {{ second }}
{%- endmacro %}
