{#
    A list with the value of an expression for each pair of elements of two lists. The expression
    calls the elements left_item and right_item.
#}
{% macro zipped(left_list, right_list, expression) -%}
    {{ return(adapter.dispatch('zipped', 'clientele')(left_list, right_list, expression)) }}
{%- endmacro %}

{% macro default__zipped(left_list, right_list, expression) -%}
    zip_with({{ left_list }}, {{ right_list }}, (left_item, right_item) -> {{ expression }})
{%- endmacro %}

{% macro duckdb__zipped(left_list, right_list, expression) -%}
    list_transform(
            {{ left_list }},
            lambda left_item, position: {{
                expression | replace('right_item', right_list ~ '[position]')
            }}
        )
{%- endmacro %}

{#
    The sum of a list of doubles, added in the order of the list, so the result is always the same.
#}
{% macro list_total(list) -%}
    {{ return(adapter.dispatch('list_total', 'clientele')(list)) }}
{%- endmacro %}

{% macro default__list_total(list) -%}
    aggregate({{ list }}, double(0), (total, item) -> total + item)
{%- endmacro %}

{% macro duckdb__list_total(list) -%}
    list_sum({{ list }})
{%- endmacro %}
