{#
    A share given by a var as an exact decimal: as a double, 0.07 of 400 orders would be a little
    more than 28. No wider than it has digits, as databases multiply wide ones slowly.
#}
{% macro as_decimal(share) -%}
    {%- set number = ('%.12f' | format(share)).rstrip('0').rstrip('.') -%}
    {%- set decimals = number.partition('.')[2] | length -%}
    cast({{ number }} as decimal({{ number | length }}, {{ decimals }}))
{%- endmacro %}
