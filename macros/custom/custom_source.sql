{#
    The files that a path or a glob stands for, in the order of their names. A relative path starts
    at the project folder, also where dbt is started elsewhere.
#}
{% macro custom_files(source) %}
    {%- if is_address(source) and '*' not in source -%}
        {%- do return([source]) -%}
    {%- endif -%}
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
    The source as parts to be read alike: a part is a relation, a sheet, all Parquet files, or the
    CSV files that have the same header. Each is a dict: kind, files, columns (name to type), label
    (what sentences call it), and delimiter for CSV.
#}
{% macro custom_parts() %}
    {%- set reference = custom_reference(var('custom_source') | string) -%}
    {%- for extension in custom_extensions_needed(reference) -%}
        {%- do load_extension(extension) -%}
    {%- endfor -%}
    {%- set parts = [] -%}
    {%- if reference.kind in ['relation', 'sqlite', 'postgres'] -%}
        {%- set relation = custom_relation(reference) -%}
        {%- if relation -%}
            {%- do parts.append({
                'kind': 'relation', 'files': [relation.name], 'label': relation.label,
            }) -%}
        {%- endif -%}
    {%- elif reference.kind == 'parquet' -%}
        {%- do parts.append({'kind': 'parquet', 'files': custom_files(reference.path)}) -%}
    {%- elif reference.kind == 'xlsx' -%}
        {%- for file in custom_files(reference.path) -%}
            {%- do parts.append({'kind': 'xlsx', 'files': [file], 'sheet': reference.within}) -%}
        {%- endfor -%}
    {%- else -%}
        {%- for file in custom_files(reference.path) -%}
            {%- set header = csv_header(file) -%}
            {%- set alike = parts | selectattr('columns', 'equalto', header.columns)
                | selectattr('delimiter', 'equalto', header.delimiter)
                | selectattr('compression', 'equalto', csv_compression(file)) | list -%}
            {%- if alike -%}
                {%- do alike[0].files.append(file) -%}
            {%- else -%}
                {%- do header.update({
                    'kind': 'csv', 'files': [file], 'compression': csv_compression(file),
                }) -%}
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
        compression = {{ sql_text(part.compression) }},
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
    read_xlsx(
        {{ path }},
        header = true,
        all_varchar = true,
        stop_at_empty = false
        {%- if part.sheet %},
        sheet = {{ sql_text(part.sheet) }}
        {%- endif %}
    )
    {%- else -%}
    {{ files[0] }}
    {%- endif -%}
{%- endmacro %}
