{# A group's rows as an ordered list of structs of the given columns. #}
{% macro ordered_list(columns, order_by) -%}
    {{ return(adapter.dispatch('ordered_list', 'clientele')(columns, order_by)) }}
{%- endmacro %}

{% macro duckdb__ordered_list(columns, order_by) -%}
list(
            {
            {%- for column in columns %}
                '{{ column }}': {{ column }}{{ ',' if not loop.last }}
            {%- endfor %}
            }
            order by
                {%- for column in order_by %}
                {{ column }} asc nulls last{{ ',' if not loop.last }}
                {%- endfor %}
        )
{%- endmacro %}
