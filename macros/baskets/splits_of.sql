{#
    Every way to split an itemset of two to max_items items into antecedent and consequent, one row
    per split. A row has the size of the itemset, the positions on each side, and the weight of the
    code at each position in the number of each side (see side_number). Splits are enumerated in
    binary, with one bit per position. If max_items is 1, there is one row of size 0, which matches
    no itemset.
#}
{% macro splits_of(max_items) -%}
    {%- set rows, columns = [], ['item_count', 'antecedent_positions', 'consequent_positions'] -%}
    {%- for side in ('antecedent', 'consequent') -%}
        {%- for position in range(1, max_items + 1) -%}
            {%- do columns.append(side ~ '_weight_' ~ position) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for size in range(2, max_items + 1) -%}
        {%- for mask in range(1, 2 ** size - 1) -%}
            {%- set antecedent, consequent = [], [] -%}
            {%- for position in range(1, size + 1) -%}
                {%- set side = antecedent if mask // 2 ** (position - 1) % 2 else consequent -%}
                {%- do side.append(position) -%}
            {%- endfor -%}
            {%- do rows.append(clientele.split_row(size, antecedent, consequent, max_items)) -%}
        {%- endfor -%}
    {%- endfor -%}
    (
        values
        {{ (rows or [clientele.split_row(0, [], [], max_items)]) | join(',\n        ') }}
    ) as splits({{ columns | join(', ') }})
{%- endmacro %}

{# One row of splits_of. #}
{% macro split_row(size, antecedent, consequent, max_items) -%}
    {%- set values = [size, list_of(antecedent), list_of(consequent)] -%}
    {%- for side in (antecedent, consequent) -%}
        {%- for position in range(1, max_items + 1) -%}
            {%- do values.append(
                code_weight(side.index(position) + 1) if position in side else 0
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    ({{ values | join(', ') }})
{%- endmacro %}
