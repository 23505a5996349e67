{#
    The table or view that a reference names: what stands in `from` and what sentences call it; none
    where there is no such relation.
#}
{% macro custom_relation(reference) %}
    {%- set parts = [] -%}
    {%- for quoted, plain in modules.re.findall(
        '"((?:[^"]|"")+)"|([^."]+)',
        reference.path if reference.kind == 'relation' else reference.within
    ) -%}
        {%- do parts.append(quoted | replace('""', '"') or plain | trim) -%}
    {%- endfor -%}
    {%- if parts | length not in {'sqlite': [1], 'postgres': [1, 2]}.get(reference.kind, [1, 2, 3])
        -%}
        {%- do return(none) -%}
    {%- endif -%}

    {%- set found = run_query(
        'select ' ~ {
            'relation': 'database_name, schema_name, table_name',
            'sqlite': 'name',
            'postgres': 'table_schema, table_name',
        }[reference.kind] ~ ' from (' ~ custom_relations(reference) ~ ') as relations where '
        ~ relation_condition(reference, parts) ~ ' order by all limit 1'
    ).rows -%}
    {%- if not found -%}
        {%- do return(none) -%}
    {%- elif reference.kind == 'relation' -%}
        {%- set name = sql_name(found[0][0]) ~ '.' ~ sql_name(found[0][1]) ~ '.'
            ~ sql_name(found[0][2]) -%}
        {%- do return({'name': name, 'label': 'The relation ' ~ name}) -%}
    {%- elif reference.kind == 'sqlite' -%}
        {%- set file = custom_files(reference.path)[0] -%}
        {%- do return({
            'name': 'sqlite_scan(' ~ sql_text(file) ~ ', ' ~ sql_text(found[0][0]) ~ ')',
            'label': 'The table ' ~ sql_name(found[0][0]) ~ ' of the file "' ~ file ~ '"',
        }) -%}
    {%- endif -%}
    {%- do return({
        'name': 'postgres_scan(' ~ sql_text(reference.path) ~ ', ' ~ sql_text(found[0][0]) ~ ', '
            ~ sql_text(found[0][1]) ~ ')',
        'label': 'The table ' ~ sql_name(found[0][0]) ~ '.' ~ sql_name(found[0][1])
            ~ ' of PostgreSQL',
    }) -%}
{% endmacro %}

{# A query for all tables and views that a reference could name. #}
{% macro custom_relations(reference) %}
    {%- if reference.kind == 'sqlite' -%}
        {#- A column of SQLite may hold anything, whatever its type says: all is read as text. -#}
        {%- do run_query('set global sqlite_all_varchar = true') -%}
        {%- do return(
            'select name, name as shown from sqlite_scan('
            ~ sql_text(custom_files(reference.path)[0]) ~ ", 'sqlite_master')"
            ~ " where type in ('table', 'view') and name not like 'sqlite_%'"
        ) -%}
    {%- elif reference.kind == 'postgres' -%}
        {%- do return(
            "select table_schema, table_name, concat(table_schema, '.', table_name) as shown"
            ~ ' from postgres_scan(' ~ sql_text(reference.path)
            ~ ", 'information_schema', 'tables')"
            ~ " where table_schema not in ('information_schema', 'pg_catalog')"
        ) -%}
    {%- endif -%}
    {%- do return(
        'select distinct database_name, schema_name, table_name, concat_ws('
        ~ "'.', case when database_name != current_database() then database_name end, schema_name,"
        ~ ' table_name) as shown from duckdb_columns() where not internal'
        ~ " and schema_name not in ('information_schema', 'pg_catalog')"
    ) -%}
{% endmacro %}

{# What is true of the one that it does name. #}
{% macro relation_condition(reference, parts) %}
    {%- set table = sql_text(parts[-1]) -%}
    {%- if reference.kind == 'sqlite' -%}
        {%- do return('lower(name) = lower(' ~ table ~ ')') -%}
    {%- elif reference.kind == 'postgres' -%}
        {#- PostgreSQL tells Orders from orders, and so do we. -#}
        {%- do return(
            'table_name = ' ~ table ~ ' and table_schema = '
            ~ sql_text(parts[-2] if parts | length > 1 else 'public')
        ) -%}
    {%- endif -%}
    {%- set places = [] -%}
    {%- if parts | length == 3 -%}
        {%- do places.append([sql_text(parts[0]), sql_text(parts[1])]) -%}
    {%- else -%}
        {%- do places.append([
            'current_database()', sql_text(parts[-2] if parts | length > 1 else 'main'),
        ]) -%}
    {%- endif -%}
    {%- if parts | length == 2 -%}
        {#- As in DuckDB, the first of two may be a database. -#}
        {%- do places.append([sql_text(parts[0]), "'main'"]) -%}
        {%- do places.append([sql_text(parts[0]), "'public'"]) -%}
    {%- endif -%}
    {%- set conditions = [] -%}
    {%- for database, schema in places -%}
        {%- do conditions.append(
            'lower(database_name) = lower(' ~ database ~ ') and lower(schema_name) = lower('
            ~ schema ~ ')'
        ) -%}
    {%- endfor -%}
    {%- do return(
        'lower(table_name) = lower(' ~ table ~ ') and (' ~ conditions | join(' or ') ~ ')'
    ) -%}
{% endmacro %}
