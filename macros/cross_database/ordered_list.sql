{# The rows of a group as an ordered list of structs of the given columns. #}
{% macro ordered_list(columns, order_by) -%}
    {{ return(adapter.dispatch('ordered_list', 'clientele')(columns, order_by)) }}
{%- endmacro %}

{% macro default__ordered_list(columns, order_by) -%}
transform(
            array_sort(collect_list(struct(
                {{ nulls_last(order_by) }},
                struct({{ columns | join(', ') }}) as line
            ))),
            element -> element.line
        )
{%- endmacro %}

{#
    Fields of a struct that sort by the given expressions with nulls last. Structs are compared
    field by field, and Spark puts a null field first.
#}
{% macro nulls_last(order_by) -%}
    {%- for expression in order_by -%}
        {{ expression }} is null as is_missing_{{ loop.index }},
        {{- ' ' ~ expression }} as position_{{ loop.index }}{{ ', ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{#
    Structs are compared column by column, with nulls last. Sorting each list takes a tenth of the
    time of an ordered aggregation when there are many short lists.
#}
{% macro duckdb__ordered_list(columns, order_by) -%}
list_transform(
            list_sort(list({
            {%- for column in order_by + columns | reject('in', order_by) | list %}
                '{{ column }}': {{ column }}{{ ',' if not loop.last }}
            {%- endfor %}
            }), 'ASC', 'NULLS LAST'),
            lambda line: {
            {%- for column in columns %}
                '{{ column }}': line.{{ column }}{{ ',' if not loop.last }}
            {%- endfor %}
            }
        )
{%- endmacro %}
