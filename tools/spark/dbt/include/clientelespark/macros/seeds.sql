{# Seeds are read by DuckDB in the driver, with the types of their YAML. #}
{% macro clientelespark__create_csv_table(model, agate_table) %}
    {%- set given = model['config'].get('column_types', {}) -%}
    {%- set columns = {} -%}
    {%- for column in agate_table.column_names -%}
        {%- do columns.update({
            column: given.get(column, adapter.convert_type(agate_table, loop.index0))
        }) -%}
    {%- endfor -%}
    {%- do adapter.load_seed(this, model, columns) -%}
    {%- do return('') -%}
{% endmacro %}

{% macro clientelespark__reset_csv_table(model, full_refresh, old_relation, agate_table) %}
    {%- do return(create_csv_table(model, agate_table)) -%}
{% endmacro %}

{% macro clientelespark__load_csv_rows(model, agate_table) %}
    {%- do return('') -%}
{% endmacro %}

{% macro clientelespark__persist_docs(relation, model, for_relation, for_columns) %}
{% endmacro %}
