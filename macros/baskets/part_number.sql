{#
    The list_number, of up to max_length codes, of one side of a way to part a set of up to
    max_items. The codes are columns, as arithmetic on those is many times faster than on lists.
#}
{% macro part_number(side, codes, max_items, max_length) -%}
    {%- for place in range(1, max_items + 1) -%}
        {{ codes }}_{{ place }} * cast(splits.{{ side }}_weight_{{ place }} as
        {{- ' ' ~ list_number_type(max_length) }})
        {%- if not loop.last %}
        + {% endif %}
    {%- endfor %}
{%- endmacro %}

{# The codes of a list as columns, 0 past its end. #}
{% macro code_columns(list, name, max_items, max_length) -%}
    {%- for place in range(1, max_items + 1) -%}
        cast(coalesce({{ list_element(list, place) }}, 0) as {{ list_number_type(max_length) }})
            as {{ name }}_{{ place }}
        {%- if not loop.last %},
        {% endif %}
    {%- endfor %}
{%- endmacro %}
