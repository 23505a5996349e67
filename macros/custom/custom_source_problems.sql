{# What is wrong with a custom_source: nothing there, not a kind that is read, damaged. #}
{% macro custom_source_problems(source) %}
    {%- if source is not string or not source | trim -%}
        {%- do return([wrong_var('custom_source', readable_sources())]) -%}
    {%- endif -%}

    {%- set reference = custom_reference(source) -%}
    {%- if reference.kind == 'unsupported' -%}
        {%- do return([
            'custom_source is "' ~ custom_path_shown(source) ~ '", which is no '
            ~ ('address' if '://' in source else 'kind of file') ~ ' that is read; allowed is '
            ~ readable_sources() ~ ': save the data as one of these, and '
            ~ change_var('custom_source') ~ '.',
        ]) -%}
    {%- endif -%}
    {%- set problems = [] -%}
    {%- for extension in custom_extensions_needed(reference) -%}
        {%- do problems.extend(extension_problems(extension)) -%}
    {%- endfor -%}
    {%- if problems -%}
        {%- do return(problems) -%}
    {%- elif reference.kind in ['relation', 'sqlite', 'postgres'] -%}
        {%- do return(custom_database_problems(reference)) -%}
    {%- elif is_address(reference.path) -%}
        {%- do return(custom_address_problems(reference)) -%}
    {%- endif -%}
    {%- do return(custom_file_source_problems(reference)) -%}
{% endmacro %}

{# What custom_source may be, as the middle of a sentence. #}
{% macro readable_sources() %}
    {%- do return(
        'a path or an address (http, https, s3, gs, r2, hf) of a .csv, .tsv, .txt (also .gz),'
        ~ ' .parquet or .xlsx file, a glob of such files, one sheet as file.xlsx#sheet, a relation'
        ~ ' as schema.table or database.schema.table, sqlite:file#table, or'
        ~ ' postgres:settings#schema.table'
    ) -%}
{% endmacro %}

{# What is wrong with files of this machine. #}
{% macro custom_file_source_problems(reference) %}
    {%- set files = custom_files(reference.path) -%}
    {%- if not files -%}
        {%- do return([missing_file(reference.path)]) -%}
    {%- endif -%}
    {%- set problems = [] -%}
    {%- for file in files -%}
        {%- set problem = broken_csv(file) if reference.kind == 'csv'
            else broken_binary(file, reference) -%}
        {%- if problem -%}
            {%- do problems.append(
                'The file "' ~ file ~ '" ' ~ problem ~ ', or ' ~ change_var('custom_source') ~ '.'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do return(problems) -%}
{% endmacro %}

{# The sentence for a path where there is nothing. #}
{% macro missing_file(path) %}
    {%- do return(
        'custom_source is "' ~ path ~ '", and there is no such file'
        ~ (
            '' if is_absolute(path) else ' (looked for from the project folder, "'
            ~ invocation_args_dict.project_dir ~ '")'
        )
        ~ nearby_files(path) ~ ': correct the path, or ' ~ change_var('custom_source') ~ '.'
    ) -%}
{% endmacro %}

{# Whether a path is complete, on Unix or on Windows. #}
{% macro is_absolute(path) %}
    {%- do return(modules.re.match('/|~|\\\\|[A-Za-z]:', path) is not none) -%}
{% endmacro %}

{# What the folder of a missing file has instead, as the middle of a sentence. #}
{% macro nearby_files(path) %}
    {%- set names = modules.re.split('[/\\\\]', path) -%}
    {%- set folder = names[:-1] | join('/') ~ '/' if names | length > 1 else '' -%}
    {%- set found = [] -%}
    {%- for file in custom_files(folder ~ '*') -%}
        {%- do found.append(modules.re.split('[/\\\\]', file)[-1]) -%}
    {%- endfor -%}
    {%- set alike = closest(names[-1], found, 3) or found[:3] -%}
    {%- set where = '"' ~ folder ~ '"' if folder else 'the project folder' -%}
    {%- if not found -%}
        {%- do return('; ' ~ where ~ ' has no files at all') -%}
    {%- endif -%}
    {%- do return('; ' ~ where ~ ' has ' ~ quoted_list(alike)) -%}
{% endmacro %}

{# What is wrong with a Parquet file or a workbook, by its first and last bytes; else none. #}
{% macro broken_binary(file, reference) %}
    {%- set kind = reference.kind -%}
    {%- set ours = {
        'parquet': 'a Parquet file: write it again, or name it by what it is',
        'xlsx': 'an Excel workbook: save it as .xlsx, or name it by what it is',
    }[kind] -%}
    {%- set blob = 'read_blob(' ~ sql_text(file) ~ ')' -%}
    {%- set size = run_query('select size from ' ~ blob).rows[0][0] | int -%}
    {%- if size == 0 -%}
        {%- do return('is empty: write it again') -%}
    {%- elif size > 1000000000 -%}
        {#- Too large to hold as one value only to look at its ends. -#}
        {%- do return(unreadable(file, reference)) -%}
    {%- endif -%}
    {%- set ends = run_query(
        'select hex(content[1:4]), hex(content[-4:]), hex(content[-66000:]) from ' ~ blob
    ).rows[0] -%}
    {%- if kind == 'xlsx' and ends[0] == 'D0CF11E0' -%}
        {%- do return(
            'is an old .xls workbook or one with a password: save it as .xlsx without a password'
        ) -%}
    {%- elif ends[0] != {'parquet': '50415231', 'xlsx': '504B0304'}[kind] -%}
        {%- do return('is not ' ~ ours) -%}
    {%- elif kind == 'parquet' and ends[1] != ends[0]
        or kind == 'xlsx' and '504B0506' not in ends[2] -%}
        {%- do return('breaks off before its end: copy or write it again') -%}
    {%- endif -%}
    {%- do return(unreadable(file, reference)) -%}
{% endmacro %}

{# What is wrong with a file that its reader refuses, whatever the reason; else none. #}
{% macro unreadable(file, reference) %}
    {%- set part = {'kind': reference.kind, 'files': [file], 'sheet': ''} -%}
    {%- if not succeeds('describe select * from ' ~ custom_from(part)) -%}
        {%- do return('is damaged, or not what its extension says: save it again') -%}
    {%- elif reference.within and not succeeds(
        'describe select * from ' ~ custom_from(dict(part, sheet=reference.within))
    ) -%}
        {%- do return(
            'has no sheet "' ~ reference.within ~ '" with cells in it: write its name as the'
            ~ ' workbook spells it, capitals included'
        ) -%}
    {%- endif -%}
    {%- do return(none) -%}
{% endmacro %}

{#
    What is wrong with the header of a CSV file; else none. The reader passes over a first line
    that is not UTF-8: then the first line is also the one after it.
#}
{% macro broken_csv(file) %}
    {%- set size = run_query(
        'select size from read_blob(' ~ sql_text(file) ~ ')'
    ).rows[0][0] | int -%}
    {%- if size == 0 -%}
        {%- do return('is empty: write it again with a header line') -%}
    {%- elif not succeeds(csv_line_query(file, 1)) -%}
        {%- do return(
            'is not packed with gzip, as its name says, or is damaged: pack it again, or take .gz'
            ~ ' off its name' if csv_compression(file) == 'gzip'
            else 'cannot be read: save it again'
        ) -%}
    {%- endif -%}
    {%- set first = csv_line(file, 1) -%}
    {%- if not first | trim or first == csv_line(file, 2) -%}
        {%- do return(
            'has a first line that is not UTF-8 text, is empty or is there twice: '
            ~ save_as_utf8() ~ ', with one header line'
        ) -%}
    {%- elif '\x00' in first -%}
        {%- do return('is not text: save it as CSV in UTF-8, or name it by what it is') -%}
    {%- elif first.count('"') % 2 -%}
        {%- do return(
            'has a column name with a line break or a single quotation mark in its first line: '
            ~ 'write every column name on one line'
        ) -%}
    {%- endif -%}
    {%- do return(none) -%}
{% endmacro %}

{# How to mend a text file in an older encoding. #}
{% macro save_as_utf8() %}
    {%- do return(
        'save it as "CSV UTF-8", or convert it with `iconv -f WINDOWS-1252 -t UTF-8`'
    ) -%}
{% endmacro %}

{# "a", "b" and "c". #}
{% macro quoted_list(texts) %}
    {%- set quoted = [] -%}
    {%- for text in texts -%}
        {%- do quoted.append('"' ~ text ~ '"') -%}
    {%- endfor -%}
    {%- if quoted | length < 2 -%}
        {%- do return(quoted | join) -%}
    {%- endif -%}
    {%- do return(quoted[:-1] | join(', ') ~ ' and ' ~ quoted[-1]) -%}
{% endmacro %}
