{#
    A share given by a var as an exact decimal: as a double, 0.07 of 400 orders would be a little
    more than 28.
#}
{% macro as_decimal(share) -%}
    cast({{ '%.12f' | format(share) }} as decimal(38, 12))
{%- endmacro %}
