{#
    The list_number of one side of a split, with up to max_length codes, for an itemset of up to
    max_items items. The codes are columns, because arithmetic on columns is many times faster than
    on lists.
#}
{% macro side_number(side, codes, max_items, max_length) -%}
    {%- for position in range(1, max_items + 1) -%}
        {{ codes }}_{{ position }} * cast(splits.{{ side }}_weight_{{ position }} as
        {{- ' ' ~ list_number_type(max_length) }})
        {%- if not loop.last %}
        + {% endif %}
    {%- endfor %}
{%- endmacro %}

{# The codes of a list as columns, with 0 beyond the end of the list. #}
{% macro code_columns(list, name, max_items, max_length) -%}
    {%- for position in range(1, max_items + 1) -%}
        cast(coalesce({{ list_element(list, position) }}, 0) as {{ list_number_type(max_length) }})
            as {{ name }}_{{ position }}
        {%- if not loop.last %},
        {% endif %}
    {%- endfor %}
{%- endmacro %}
