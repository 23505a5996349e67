{# A list of the given expressions. #}
{% macro list_of(expressions) -%}
    {{ return(adapter.dispatch('list_of', 'clientele')(expressions)) }}
{%- endmacro %}

{% macro default__list_of(expressions) -%}
    array({{ expressions | join(', ') }})
{%- endmacro %}

{% macro duckdb__list_of(expressions) -%}
    [{{ expressions | join(', ') }}]
{%- endmacro %}

{# The elements of a list at the places, counted from 1, of another list. #}
{% macro elements_at(list, places) -%}
    {{ return(adapter.dispatch('elements_at', 'clientele')(list, places)) }}
{%- endmacro %}

{% macro default__elements_at(list, places) -%}
    transform({{ places }}, place -> element_at({{ list }}, place))
{%- endmacro %}

{% macro duckdb__elements_at(list, places) -%}
    list_select({{ list }}, {{ places }})
{%- endmacro %}

{# The element at a place, counted from 1; null where the list is shorter or the place is null. #}
{% macro list_element(list, place) -%}
    {{ return(adapter.dispatch('list_element', 'clientele')(list, place)) }}
{%- endmacro %}

{% macro default__list_element(list, place) -%}
    try_element_at({{ list }}, {{ place }})
{%- endmacro %}

{% macro duckdb__list_element(list, place) -%}
    {{ list }}[{{ place }}]
{%- endmacro %}

{# A group's values of an expression as a list, in the order of another. #}
{% macro ordered_list_of(expression, order_by) -%}
    {{ return(adapter.dispatch('ordered_list_of', 'clientele')(expression, order_by)) }}
{%- endmacro %}

{% macro default__ordered_list_of(expression, order_by) -%}
    transform(
        array_sort(collect_list(struct({{ order_by }} as place, {{ expression }} as item))),
        element -> element.item
    )
{%- endmacro %}

{% macro duckdb__ordered_list_of(expression, order_by) -%}
    list({{ expression }} order by {{ order_by }} asc nulls last)
{%- endmacro %}

{# A group's values of an expression as a list, each once, in no order. #}
{% macro distinct_list_of(expression) -%}
    {{ return(adapter.dispatch('distinct_list_of', 'clientele')(expression)) }}
{%- endmacro %}

{% macro default__distinct_list_of(expression) -%}
    collect_set({{ expression }})
{%- endmacro %}

{% macro duckdb__distinct_list_of(expression) -%}
    list_distinct(list({{ expression }}))
{%- endmacro %}

{# A row for each element of a list, as a column of a select. #}
{% macro each_of(list) -%}
    {{ return(adapter.dispatch('each_of', 'clientele')(list)) }}
{%- endmacro %}

{% macro default__each_of(list) -%}
    explode({{ list }})
{%- endmacro %}

{% macro duckdb__each_of(list) -%}
    unnest({{ list }})
{%- endmacro %}

{# The elements of a list as one text, comma by comma. #}
{% macro joined_text(list) -%}
    {{ return(adapter.dispatch('joined_text', 'clientele')(list)) }}
{%- endmacro %}

{% macro default__joined_text(list) -%}
    array_join({{ list }}, ', ')
{%- endmacro %}

{% macro duckdb__joined_text(list) -%}
    array_to_string({{ list }}, ', ')
{%- endmacro %}

{# A list of texts as one text that no other list has: the elements, quoted. #}
{% macro list_text(list) -%}
    {{ return(adapter.dispatch('list_text', 'clientele')(list)) }}
{%- endmacro %}

{% macro default__list_text(list) -%}
    to_json({{ list }})
{%- endmacro %}

{% macro duckdb__list_text(list) -%}
    cast(to_json({{ list }}) as varchar)
{%- endmacro %}

{# How many elements a list has. #}
{% macro list_size(list) -%}
    {{ return(adapter.dispatch('list_size', 'clientele')(list)) }}
{%- endmacro %}

{% macro default__list_size(list) -%}
    size({{ list }})
{%- endmacro %}

{% macro duckdb__list_size(list) -%}
    len({{ list }})
{%- endmacro %}
