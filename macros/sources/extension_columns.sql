{# The names of a relation's x_* columns. These columns are not in the input contract. #}
{% macro extension_columns(relation) %}
    {%- set names = [] -%}
    {%- if execute -%}
        {%- for column in adapter.get_columns_in_relation(relation)
            if column.name.startswith('x_') -%}
            {%- do names.append(column.name) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- do return(names | sort) -%}
{% endmacro %}
