{#
    The codes of a list of up to max_length as one whole number that no other such list has: joins
    find it several times faster than the list. 21 bits a code, so that six fit into 38 digits;
    int_baskets__items refuses higher codes. With places, only the elements there.
#}
{% macro list_number(list, max_length, places=none) -%}
    {%- set number = 'bigint' if max_length <= 3 else 'decimal(38, 0)' -%}
    {%- for place in range(1, max_length + 1) -%}
        {%- set at = list_element(places, place) if places else place -%}
        cast(coalesce({{ list_element(list, at) }}, 0) as {{ number }})
        {%- if not loop.first %} * cast({{ 2 ** (21 * loop.index0) }} as {{ number }}){% endif %}
        {%- if not loop.last %} + {% endif %}
    {%- endfor %}
{%- endmacro %}
