{#
    Every way to part a set of two to max_items places in two, one row a way: the size of the set,
    the places that go before and after the arrow of a rule. Counted in binary, a bit a place. A
    row of size 0, which no set has, where max_items is 1.
#}
{% macro splits_of(max_items) -%}
    {%- set ways = [] -%}
    {%- for size in range(2, max_items + 1) -%}
        {%- for mask in range(1, 2 ** size - 1) -%}
            {%- set antecedent, consequent = [], [] -%}
            {%- for place in range(1, size + 1) -%}
                {%- set side = antecedent if mask // 2 ** (place - 1) % 2 else consequent -%}
                {%- do side.append(place) -%}
            {%- endfor -%}
            {%- do ways.append(
                '(' ~ size ~ ', ' ~ list_of(antecedent) ~ ', ' ~ list_of(consequent) ~ ')'
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    (
        values
        {{ (ways or ['(0, ' ~ list_of([]) ~ ', ' ~ list_of([]) ~ ')']) | join(',\n        ') }}
    ) as splits(item_count, antecedent_places, consequent_places)
{%- endmacro %}
