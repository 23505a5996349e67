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

{# A list of the given texts. #}
{% macro text_list(texts) -%}
    {%- set quoted = [] -%}
    {%- for text in texts -%}
        {%- do quoted.append("'" ~ text | replace("'", "''") ~ "'") -%}
    {%- endfor -%}
    {{ list_of(quoted) }}
{%- endmacro %}

{# The elements of a list at the positions in another list, counted from 1. #}
{% macro elements_at(list, places) -%}
    {{ return(adapter.dispatch('elements_at', 'clientele')(list, places)) }}
{%- endmacro %}

{% macro default__elements_at(list, places) -%}
    transform({{ places }}, place -> element_at({{ list }}, place))
{%- endmacro %}

{% macro duckdb__elements_at(list, places) -%}
    list_select({{ list }}, {{ places }})
{%- endmacro %}

{#
    The element at a position, counted from 1. Null if the list is shorter or the position is null.
#}
{% macro list_element(list, place) -%}
    {{ return(adapter.dispatch('list_element', 'clientele')(list, place)) }}
{%- endmacro %}

{% macro default__list_element(list, place) -%}
    try_element_at({{ list }}, nullif({{ place }}, 0))
{%- endmacro %}

{% macro duckdb__list_element(list, place) -%}
    {{ list }}[{{ place }}]
{%- endmacro %}

{# The values of an expression in a group as a list, in the order of another expression. #}
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

{# The distinct values of an expression in a group as a list, in no order. #}
{% macro distinct_list_of(expression) -%}
    {{ return(adapter.dispatch('distinct_list_of', 'clientele')(expression)) }}
{%- endmacro %}

{% macro default__distinct_list_of(expression) -%}
    collect_set({{ expression }})
{%- endmacro %}

{% macro duckdb__distinct_list_of(expression) -%}
    list_distinct(list({{ expression }}))
{%- endmacro %}

{# A column of a select that unnests a list into one row per element. #}
{% macro each_of(list) -%}
    {{ return(adapter.dispatch('each_of', 'clientele')(list)) }}
{%- endmacro %}

{% macro default__each_of(list) -%}
    explode({{ list }})
{%- endmacro %}

{% macro duckdb__each_of(list) -%}
    unnest({{ list }})
{%- endmacro %}

{# The elements of a list as one text, separated by commas. #}
{% macro joined_text(list) -%}
    {{ return(adapter.dispatch('joined_text', 'clientele')(list)) }}
{%- endmacro %}

{% macro default__joined_text(list) -%}
    array_join({{ list }}, ', ')
{%- endmacro %}

{% macro duckdb__joined_text(list) -%}
    array_to_string({{ list }}, ', ')
{%- endmacro %}

{# A list of texts as one unique text, with quoted elements. #}
{% macro list_text(list) -%}
    {{ return(adapter.dispatch('list_text', 'clientele')(list)) }}
{%- endmacro %}

{% macro default__list_text(list) -%}
    to_json({{ list }})
{%- endmacro %}

{% macro duckdb__list_text(list) -%}
    cast(to_json({{ list }}) as string)
{%- endmacro %}

{# The number of elements of a list. #}
{% macro list_size(list) -%}
    {{ return(adapter.dispatch('list_size', 'clientele')(list)) }}
{%- endmacro %}

{% macro default__list_size(list) -%}
    size({{ list }})
{%- endmacro %}

{% macro duckdb__list_size(list) -%}
    len({{ list }})
{%- endmacro %}

{# Whether an element is in a list. #}
{% macro has_element(list, element) -%}
    {{ return(adapter.dispatch('has_element', 'clientele')(list, element)) }}
{%- endmacro %}

{% macro default__has_element(list, element) -%}
    array_contains({{ list }}, {{ element }})
{%- endmacro %}

{% macro duckdb__has_element(list, element) -%}
    list_contains({{ list }}, {{ element }})
{%- endmacro %}

{# The elements of two lists as one list in ascending order. #}
{% macro merged_list(left, right) -%}
    {{ return(adapter.dispatch('merged_list', 'clientele')(left, right)) }}
{%- endmacro %}

{% macro default__merged_list(left, right) -%}
    sort_array(concat({{ left }}, {{ right }}))
{%- endmacro %}

{% macro duckdb__merged_list(left, right) -%}
    list_sort(list_concat({{ left }}, {{ right }}))
{%- endmacro %}
