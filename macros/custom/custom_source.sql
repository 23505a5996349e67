{#
    What custom_source is: csv, parquet or xlsx by its extension; relation for a name without one;
    unsupported for any other path.
#}
{% macro custom_kind(source) %}
    {%- set path = source | lower -%}
    {%- if '://' in path -%}
        {%- do return('unsupported') -%}
    {%- elif modules.re.search('\.(csv|tsv|txt)(\.gz)?$', path) -%}
        {%- do return('csv') -%}
    {%- elif modules.re.search('\.(parquet|xlsx)$', path) -%}
        {%- do return(path.split('.')[-1]) -%}
    {%- elif modules.re.search('[/\\\\*?]|\.(xls[bm]?|ods|json|jsonl|ndjson|xml|zip|gz|zst|bz2|7z'
        ~ '|dat|pdf|feather|arrow|avro|orc|duckdb|db|sqlite3?|mdb|accdb|sav|dta)$', path) -%}
        {%- do return('unsupported') -%}
    {%- endif -%}
    {%- do return('relation') -%}
{% endmacro %}

{#
    The files that a path or a glob stands for, in the order of their names. A relative path starts
    at the project folder, also where dbt is started elsewhere.
#}
{% macro custom_files(source) %}
    {%- set files = glob_files(source) -%}
    {%- if not files and not is_absolute(source) -%}
        {%- set files = glob_files(invocation_args_dict.project_dir ~ '/' ~ source) -%}
    {%- endif -%}
    {%- do return(files) -%}
{% endmacro %}

{# The files that DuckDB finds for a pattern, relative to where dbt was started. #}
{% macro glob_files(pattern) %}
    {%- set found = run_query(
        'select file from glob(' ~ sql_text(pattern) ~ ') order by file'
    ) -%}
    {%- do return(found.columns[0].values() | list) -%}
{% endmacro %}

{#
    The source as parts to be read alike: a part is a relation, a workbook, all Parquet files, or
    the CSV files that have the same header. Each is a dict: kind, files, columns (name to type),
    and delimiter for CSV.
#}
{% macro custom_parts() %}
    {%- set source = var('custom_source') | string -%}
    {%- set kind = custom_kind(source) -%}
    {%- if kind == 'relation' -%}
        {%- set relation = custom_relation(source) -%}
        {%- if not relation -%}
            {%- do return([]) -%}
        {%- endif -%}
        {%- do return([{'kind': kind, 'files': [relation.name], 'columns': relation.columns}]) -%}
    {%- endif -%}

    {%- set parts = [] -%}
    {%- if kind == 'parquet' -%}
        {%- do parts.append({'kind': kind, 'files': custom_files(source)}) -%}
    {%- elif kind == 'xlsx' -%}
        {%- do load_excel() -%}
        {%- for file in custom_files(source) -%}
            {%- do parts.append({'kind': kind, 'files': [file]}) -%}
        {%- endfor -%}
    {%- else -%}
        {%- for file in custom_files(source) -%}
            {%- set header = csv_header(file) -%}
            {%- set alike = parts | selectattr('columns', 'equalto', header.columns)
                | selectattr('delimiter', 'equalto', header.delimiter) | list -%}
            {%- if alike -%}
                {%- do alike[0].files.append(file) -%}
            {%- else -%}
                {%- do header.update({'kind': kind, 'files': [file]}) -%}
                {%- do parts.append(header) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}

    {%- for part in parts if 'columns' not in part -%}
        {%- set columns = {} -%}
        {%- for row in run_query('describe select * from ' ~ custom_from(part)).rows -%}
            {%- do columns.update({row[0]: row[1]}) -%}
        {%- endfor -%}
        {%- do part.update({'columns': columns}) -%}
    {%- endfor -%}
    {%- do return(parts) -%}
{% endmacro %}

{# The from-item that reads a part, or one file of it, with a further option of the reader. #}
{% macro custom_from(part, file=none, option=none) -%}
    {%- set files = [file] if file else part.files -%}
    {%- set path = sql_text(files[0]) -%}
    {%- if files | length > 1 -%}
        {%- set path = sql_list(files) -%}
    {%- endif -%}
    {%- if part.kind == 'csv' -%}
    read_csv(
        {{ path }},
        auto_detect = false,
        header = true,
        delim = {{ sql_text(part.delimiter) }},
        quote = '"',
        escape = '"',
        nullstr = {{ sql_list(['', 'NULL', 'null', '\\N', 'NaN', 'nan', '#N/A']) }},
        columns = {
            {%- for column in part.columns %}
            {{ sql_text(column) }}: 'varchar'{{ ',' if not loop.last }}
            {%- endfor %}
        }
        {%- if option %},
        {{ option }}
        {%- endif %}
    )
    {%- elif part.kind == 'parquet' -%}
    read_parquet({{ path }}, union_by_name = true{{ ', ' ~ option if option }})
    {%- elif part.kind == 'xlsx' -%}
    read_xlsx({{ path }}, header = true, all_varchar = true, stop_at_empty = false)
    {%- else -%}
    {{ files[0] }}
    {%- endif -%}
{%- endmacro %}
