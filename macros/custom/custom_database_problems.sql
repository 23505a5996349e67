{# What is wrong with a source in a database: no such file, server or table, or a password in it. #}
{% macro custom_database_problems(reference) %}
    {%- if reference.kind != 'relation' and not reference.within -%}
        {%- do return([
            'custom_source is "' ~ reference.kind ~ ':…" without a table; allowed is '
            ~ {'sqlite': 'sqlite:file#table', 'postgres': 'postgres:settings#schema.table'
                }[reference.kind] ~ ': ' ~ change_var('custom_source') ~ '.',
        ]) -%}
    {%- endif -%}

    {%- if reference.kind == 'sqlite' -%}
        {%- set problem = sqlite_problem(reference.path) -%}
    {%- elif reference.kind == 'postgres' -%}
        {%- set problem = postgres_problem(reference) -%}
    {%- endif -%}
    {%- if problem -%}
        {%- do return([problem]) -%}
    {%- elif not custom_relation(reference) -%}
        {%- do return([missing_relation(reference)]) -%}
    {%- endif -%}
    {%- do return([]) -%}
{% endmacro %}

{# The sentence for a file that is no SQLite database. #}
{% macro sqlite_problem(path) %}
    {%- set files = custom_files(path) -%}
    {%- if not files -%}
        {%- do return(missing_file(path)) -%}
    {%- elif files | length > 1 -%}
        {%- do return(
            'custom_source is "' ~ path ~ '", which is ' ~ files | length ~ ' files; allowed is one'
            ~ ' SQLite database: ' ~ change_var('custom_source') ~ '.'
        ) -%}
    {%- elif not succeeds('select * from sqlite_scan(' ~ sql_text(files[0]) ~ ", 'sqlite_master')")
        -%}
        {%- do return(
            'The file "' ~ files[0] ~ '" is not a SQLite database, or is damaged: name another'
            ~ ' file, or ' ~ change_var('custom_source') ~ '.'
        ) -%}
    {%- endif -%}
    {%- do return(none) -%}
{% endmacro %}

{# The sentence for a server that does not let us in; the settings are not shown. #}
{% macro postgres_problem(reference) %}
    {%- if modules.re.search('(?i)password\s*=|//[^/@]*:[^/@]*@', reference.path) -%}
        {%- do return(
            'custom_source holds a password, which would stand in the logs: leave it out, and give'
            ~ ' it in the environment variable PGPASSWORD or in ~/.pgpass.'
        ) -%}
    {%- elif not succeeds(
        'select * from postgres_scan(' ~ sql_text(reference.path) ~ ", 'pg_catalog', 'pg_class')"
        ~ ' limit 0'
    ) -%}
        {%- do return(
            'PostgreSQL cannot be reached with the settings "' ~ reference.path ~ '" of'
            ~ ' custom_source: check host, port, dbname and user, there or in the environment'
            ~ ' variables PGHOST, PGPORT, PGDATABASE and PGUSER, and the password in PGPASSWORD or'
            ~ ' in ~/.pgpass.'
        ) -%}
    {%- endif -%}
    {%- do return(none) -%}
{% endmacro %}

{# The sentence for a relation that is not there. #}
{% macro missing_relation(reference) %}
    {%- set found = run_query(
        'select distinct shown from (' ~ custom_relations(reference) ~ ') as relations'
        ~ ' order by shown'
    ).columns[0].values() | list -%}
    {%- set name = reference.within or reference.path -%}
    {%- set alike = closest(name, found, 3) or (found[:3] if reference.within else []) -%}
    {%- set there = '; there are ' ~ quoted_list(alike) if alike else '' -%}
    {%- if reference.kind == 'relation' -%}
        {%- do return(
            'custom_source is "' ~ name ~ '", which has no extension of a file and is looked for as'
            ~ ' a relation, and there is no such table or view' ~ there
            ~ ': name it as schema.table, or as database.schema.table where profiles.yml attaches'
            ~ ' the database, or name a file with its extension.'
        ) -%}
    {%- endif -%}
    {%- do return(
        'custom_source names "' ~ name ~ '" in ' ~ {
            'sqlite': 'the SQLite database "' ~ reference.path ~ '"',
            'postgres': 'PostgreSQL',
        }[reference.kind] ~ ', and there is no such table or view' ~ there ~ ': '
        ~ change_var('custom_source') ~ '.'
    ) -%}
{% endmacro %}
