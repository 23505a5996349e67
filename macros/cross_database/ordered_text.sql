{# The values of an expression in a group as one text, separated by commas, in the given order. #}
{% macro ordered_text(expression, order_by) -%}
    {{ return(adapter.dispatch('ordered_text', 'clientele')(expression, order_by)) }}
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
