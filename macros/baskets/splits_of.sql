{#
    Every way to part a set of two to max_items places in two, one row a way: the size of the set,
    the places that go before and after the arrow of a rule, and what the code at each place is
    multiplied with in the number of either side (see part_number). Counted in binary, a bit a
    place. A row of size 0, which no set has, where max_items is 1.
#}
{% macro splits_of(max_items) -%}
    {%- set ways, columns = [], ['item_count', 'antecedent_places', 'consequent_places'] -%}
    {%- for side in ('antecedent', 'consequent') -%}
        {%- for place in range(1, max_items + 1) -%}
            {%- do columns.append(side ~ '_weight_' ~ place) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for size in range(2, max_items + 1) -%}
        {%- for mask in range(1, 2 ** size - 1) -%}
            {%- set antecedent, consequent = [], [] -%}
            {%- for place in range(1, size + 1) -%}
                {%- set side = antecedent if mask // 2 ** (place - 1) % 2 else consequent -%}
                {%- do side.append(place) -%}
            {%- endfor -%}
            {%- do ways.append(clientele.way_to_part(size, antecedent, consequent, max_items)) -%}
        {%- endfor -%}
    {%- endfor -%}
    (
        values
        {{ (ways or [clientele.way_to_part(0, [], [], max_items)]) | join(',\n        ') }}
    ) as splits({{ columns | join(', ') }})
{%- endmacro %}

{# A row of splits_of. #}
{% macro way_to_part(size, antecedent, consequent, max_items) -%}
    {%- set values = [size, list_of(antecedent), list_of(consequent)] -%}
    {%- for side in (antecedent, consequent) -%}
        {%- for place in range(1, max_items + 1) -%}
            {%- do values.append(code_weight(side.index(place) + 1) if place in side else 0) -%}
        {%- endfor -%}
    {%- endfor -%}
    ({{ values | join(', ') }})
{%- endmacro %}
