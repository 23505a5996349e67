{# The values of an expression in a group as one text, separated by commas, in the given order. #}
{% macro ordered_text(expression, order_by) -%}
    {{ return(adapter.dispatch('ordered_text', 'clientele')(expression, order_by)) }}
{%- endmacro %}

{# A text of no values is null, as in DuckDB. #}
{% macro default__ordered_text(expression, order_by) -%}
    case when count({{ expression }}) > 0 then array_join(
            transform(
                array_sort(collect_list(struct(
                    {{ nulls_last(order_by) }},
                    {{ expression }} as item
                ))),
                element -> element.item
            ), ', '
        ) end
{%- endmacro %}

{% macro duckdb__ordered_text(expression, order_by) -%}
    string_agg(
            {{ expression }}, ', '
            order by
                {%- for column in order_by %}
                {{ column }} asc nulls last{{ ',' if not loop.last }}
                {%- endfor %}
        )
{%- endmacro %}
