{#
    The codes of a list of up to max_length as one whole number that no other such list has: joins
    find it several times faster than the list. 21 bits a code, so that six fit into 38 digits;
    int_baskets__items refuses higher codes.
#}
{% macro list_number(list, max_length) -%}
    {%- set number = list_number_type(max_length) -%}
    {%- for place in range(1, max_length + 1) -%}
        cast(coalesce({{ list_element(list, place) }}, 0) as {{ number }})
        {%- if not loop.first %} * cast({{ code_weight(place) }} as {{ number }}){% endif %}
        {%- if not loop.last %} + {% endif %}
    {%- endfor %}
{%- endmacro %}

{# What a code at a place, counted from 1, is multiplied with. #}
{% macro code_weight(place) %}
    {%- do return(2 ** (21 * (place - 1))) -%}
{% endmacro %}

{# The type that holds the number of a list. #}
{% macro list_number_type(max_length) %}
    {%- do return('bigint' if max_length <= 3 else 'decimal(38, 0)') -%}
{% endmacro %}
