{#
    The table or view that custom_source names, as [database.]schema.table: its quoted name and
    its columns (name to type); none where there is no such relation.
#}
{% macro custom_relation(source) %}
    {%- set parts = [] -%}
    {%- for quoted, plain in modules.re.findall('"((?:[^"]|"")+)"|([^."]+)', source) -%}
        {%- do parts.append(sql_text(quoted | replace('""', '"') or plain | trim)) -%}
    {%- endfor -%}
    {%- if parts | length not in [1, 2, 3] -%}
        {%- do return(none) -%}
    {%- endif -%}
    {%- set table = parts[-1] -%}
    {%- set schema = parts[-2] if parts | length > 1 else "'main'" -%}
    {%- set database = parts[0] if parts | length == 3 else 'current_database()' -%}

    {%- set found = run_query(
        'select database_name, schema_name, table_name, column_name, data_type'
        ~ ' from duckdb_columns()'
        ~ ' where lower(database_name) = lower(' ~ database ~ ')'
        ~ ' and lower(schema_name) = lower(' ~ schema ~ ')'
        ~ ' and lower(table_name) = lower(' ~ table ~ ')'
        ~ ' order by column_index'
    ).rows -%}
    {%- if not found -%}
        {%- do return(none) -%}
    {%- endif -%}
    {%- set columns = {} -%}
    {%- for row in found -%}
        {%- do columns.update({row[3]: row[4]}) -%}
    {%- endfor -%}
    {%- do return({
        'name': sql_name(found[0][0]) ~ '.' ~ sql_name(found[0][1]) ~ '.' ~ sql_name(found[0][2]),
        'columns': columns,
    }) -%}
{% endmacro %}
