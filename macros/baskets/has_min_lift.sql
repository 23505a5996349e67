{#
    Whether two itemsets occur together often enough for basket_min_lift. It uses exact numbers, so
    rounding cannot drop a rule with exactly the minimum lift.
#}
{% macro has_min_lift(joint, first, second, total) -%}
cast({{ joint }} as decimal(20, 0)) * {{ total }}
        >= {{ as_decimal(var('basket_min_lift')) }} * {{ first }} * {{ second }}
{%- endmacro %}
