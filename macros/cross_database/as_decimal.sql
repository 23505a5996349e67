{#
    A share from a var as an exact decimal. As a double, 0.07 of 400 orders would be slightly more
    than 28. The decimal has as few digits as possible, because databases multiply wide decimals
    slowly.
#}
{% macro as_decimal(share) -%}
    {%- set number = ('%.12f' | format(share)).rstrip('0').rstrip('.') -%}
    {%- set decimals = number.partition('.')[2] | length -%}
    cast({{ number }} as decimal({{ number | length }}, {{ decimals }}))
{%- endmacro %}
